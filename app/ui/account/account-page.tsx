import type { Account } from '@/lib/access/accounts.ts';
import type { Factors } from '@/lib/access/factors.ts';
import type { NameProblem } from '@/lib/access/profile.ts';
import type { Session } from '@/lib/access/sessions.ts';
import { accountPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { ProfileFields } from '../sign-in/invitation-page.tsx';
import { passkeyScripts } from '../sign-in/proof-fields.tsx';
import { PanelFrame } from '../team/team-frame.tsx';
import { FactorParts } from './factor-parts.tsx';
import { type PasskeyProblem, passkeyProblems } from './passkey-form.tsx';
import { SessionTable } from './session-table.tsx';

/** What the page says has just been done. */
export const dones = [
  'saved',
  'ended',
  'codes-set',
  'codes-removed',
  'passkey-added',
  'passkey-removed',
  'kept',
] as const;
export type Done = (typeof dones)[number];

export interface AccountPageProps {
  readonly visit: Visit;
  readonly account: Account;
  readonly session: Session;
  readonly sessions: readonly Session[];
  readonly factors: Factors;
  readonly done: Done | null;
  readonly profile: { readonly name: string; readonly language: string; readonly problem: NameProblem | null };
  readonly passkey: { readonly name: string; readonly problem: PasskeyProblem | null };
  /** The last second factor was to be removed. */
  readonly isLast: boolean;
}

/** A person's own page: name and language, second factors, sessions. */
export function AccountPage(props: AccountPageProps) {
  const { account, done, isLast, passkey, profile, visit } = props;
  const { say } = visit;
  const problems = [
    ...(profile.problem ? [{ field: 'name', words: say(`access.name.${profile.problem}`) }] : []),
    ...passkeyProblems(visit, passkey.problem),
    ...(isLast ? [{ field: 'factors', words: say('access.account.last') }] : []),
  ];
  return (
    <PanelFrame visit={visit} title={say('team.account')} problems={problems} scripts={passkeyScripts} isSignedIn>
      {done && (
        <p className="done" role="status">
          {say(`access.done.${done}`)}
        </p>
      )}
      <h1>{say('team.account')}</h1>
      <p>
        {say('access.account.address')} <bdi>{account.mailbox}</bdi>
      </p>
      <div className="pair">
        <section aria-labelledby="you">
          <h2 id="you">{say('access.account.you')}</h2>
          <form method="post" action={accountPath} noValidate>
            <ProfileFields visit={visit} {...profile} />
            <button type="submit">{say('team.save')}</button>
          </form>
        </section>
        <FactorParts visit={visit} factors={props.factors} passkey={passkey} />
      </div>
      <SessionTable visit={visit} session={props.session} sessions={props.sessions} />
    </PanelFrame>
  );
}
