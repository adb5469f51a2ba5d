import type { NameProblem } from '@/lib/access/profile.ts';
import { formatDay, formatTime } from '@/lib/i18n/format.ts';
import { localeNames, locales } from '@/lib/i18n/locales.ts';
import type { Invitation } from '@/lib/team/answer-invitation.ts';
import type { Token } from '@/lib/token.ts';
import { acceptancePath, decliningPath } from '@/lib/urls.ts';
import { Box, ChoiceField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { PanelFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';

interface InvitationPageProps {
  readonly visit: Visit;
  readonly token: Token;
  readonly invitation: Invitation;
  readonly typed: { readonly name: string; readonly language: string };
  readonly problem: NameProblem | null;
  /** The invited wanted to decline and had not ticked the box. */
  readonly isUnticked: boolean;
}

/** Who invites to what; then a name and a language, and the two answers. */
export function InvitationPage({ invitation, isUnticked, problem, token, typed, visit }: InvitationPageProps) {
  const { say } = visit;
  const problems = [
    ...(problem ? [{ field: 'name', words: say(`access.name.${problem}`) }] : []),
    ...(isUnticked ? [{ field: 'sure', words: say('form.unticked', { box: say('access.invitation.sure') }) }] : []),
  ];
  return (
    <PanelFrame visit={visit} title={say('access.invitation.title')} problems={problems}>
      <div className="narrow">
        <h1>{say('access.invitation.title')}</h1>
        <InvitationFacts visit={visit} invitation={invitation} />
        <form method="post" action={acceptancePath(token)} noValidate>
          {invitation.account ? (
            <p>{say('access.invitation.known', { name: invitation.account.name })}</p>
          ) : (
            <ProfileFields visit={visit} {...typed} problem={problem} />
          )}
          <p>{say('access.invitation.next')}</p>
          <p className="go">
            <button type="submit">{say('access.invitation.accept')}</button>
          </p>
        </form>
        <details open={isUnticked}>
          <summary>{say('access.invitation.decline-summary')}</summary>
          <form method="post" action={decliningPath(token)} noValidate>
            <Box
              id="sure"
              label={say('access.invitation.sure')}
              isTicked={false}
              problem={isUnticked ? problems.at(-1)?.words : undefined}
            />
            <button className="danger" type="submit">
              {say('access.invitation.decline')}
            </button>
          </form>
        </details>
      </div>
    </PanelFrame>
  );
}

function InvitationFacts({ invitation, visit }: { invitation: Invitation; visit: Visit }) {
  const { coalition, expiresAt, invitedBy, mailbox, partner, role } = invitation;
  const { locale, say } = visit;
  const until = { day: formatDay(locale, expiresAt), time: formatTime(locale, expiresAt) };
  return (
    <>
      <p className="lead">{say(coalition ? 'access.invitation.lead' : 'access.invitation.found')}</p>
      <dl className="facts">
        <dt>{say('access.invitation.by')}</dt>
        <dd>{invitedBy ? <bdi>{invitedBy}</bdi> : say('access.invitation.operator')}</dd>
        {coalition && (
          <>
            <dt>{say('access.invitation.coalition')}</dt>
            <dd>
              <Words text={coalition.name} visit={visit} />
            </dd>
          </>
        )}
        {partner && (
          <>
            <dt>{say('access.invitation.partner')}</dt>
            <dd>
              <Words text={partner.name} visit={visit} />
            </dd>
          </>
        )}
        <dt>{say('access.invitation.role')}</dt>
        <dd>
          {say(`team.role.${role}`)}: {say(`access.role.${role}`)}
        </dd>
        <dt>{say('signature.email')}</dt>
        <dd>
          <bdi>{mailbox}</bdi>
        </dd>
        <dt>{say('access.invitation.until')}</dt>
        <dd>{say('access.moment', until)}</dd>
      </dl>
      {partner?.isNew && <p className="note">{say('access.invitation.partner-joins')}</p>}
    </>
  );
}

interface ProfileFieldsProps {
  readonly visit: Visit;
  readonly name: string;
  readonly language: string;
  readonly problem: NameProblem | null;
}

/** How colleagues call somebody, and the panel's language for them. */
export function ProfileFields({ language, name, problem, visit }: ProfileFieldsProps) {
  const { say } = visit;
  return (
    <>
      <TextField
        id="name"
        type="text"
        label={say('access.name')}
        hint={say('access.name.hint')}
        problem={problem ? say(`access.name.${problem}`) : undefined}
        value={name}
        autoComplete="name"
        direction="auto"
      />
      <ChoiceField id="language" label={say('access.language')} value={language}>
        {locales.map((locale) => (
          <option key={locale} value={locale} lang={locale}>
            {localeNames[locale]}
          </option>
        ))}
      </ChoiceField>
    </>
  );
}
