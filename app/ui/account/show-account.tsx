import { readFactors } from '@/lib/access/factors.ts';
import { listSessions } from '@/lib/access/sessions.ts';
import type { AccountCall } from '../team/member-door.tsx';
import { panelHtml } from '../team/team-frame.tsx';
import { AccountPage, type AccountPageProps, dones } from './account-page.tsx';

type State = Partial<Pick<AccountPageProps, 'profile' | 'passkey' | 'isLast'>>;

/** The account's page, or the same with what could not be done. */
export async function showAccount({ account, request, session, url, visit }: AccountCall, state: State = {}) {
  const { isLast = false, passkey = { name: '', problem: null } } = state;
  const { profile = { name: account.name, language: account.language, problem: null } } = state;
  const isProblem = isLast || passkey.problem !== null || profile.problem !== null;
  const view = (
    <AccountPage
      {...{ visit, account, session, profile, passkey, isLast }}
      sessions={await listSessions(account.id)}
      factors={await readFactors(account.id)}
      done={isProblem ? null : (dones.find((done) => url.searchParams.has(done)) ?? null)}
    />
  );
  return panelHtml(request, view, { status: isProblem ? 422 : 200 });
}
