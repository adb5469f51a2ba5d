import { type Account, findAccount } from '@/lib/access/accounts.ts';
import { type Factors, hasFactor, readFactors } from '@/lib/access/factors.ts';
import { readSession, type Session } from '@/lib/access/sessions.ts';
import { words } from '@/lib/i18n/words.ts';
import { enrolmentPath, secondFactorPath, signInPath } from '@/lib/urls.ts';
import { type Call, door, type FormCall, formDoor } from '../door.tsx';
import { seeOther } from '../html.tsx';
import { readSessionCookie } from '../team/cookie.ts';
import { landingOf } from './then.ts';

/** A request of somebody who has shown the first factor, and not yet the second. */
export interface SessionCall extends Call {
  readonly session: Session;
  readonly account: Account;
  readonly factors: Factors;
}

export type SessionFormCall = SessionCall & FormCall;

/** What such a session may do: show the second factor there is, or set the first one. */
type Step = 'prove' | 'enrol';

const stepOf = (factors: Factors): Step => (hasFactor(factors) ? 'prove' : 'enrol');
const pathOf: Record<Step, string> = { prove: secondFactorPath, enrol: enrolmentPath };

export const sessionDoor = (step: Step, handle: (call: SessionCall) => Promise<Response> | Response) =>
  door(async (call) => {
    const opened = await openSessionCall(call, step);
    return opened instanceof Response ? opened : handle(opened);
  });

export const sessionForm = (step: Step, handle: (call: SessionFormCall) => Promise<Response>) =>
  formDoor(async (call) => {
    const opened = await openSessionCall(call, step);
    return opened instanceof Response ? opened : handle({ ...opened, form: call.form });
  });

async function openSessionCall(call: Call, step: Step): Promise<SessionCall | Response> {
  const token = readSessionCookie(call.request);
  const session = token && (await readSession(token));
  const account = session && (await findAccount(session.accountId));
  if (!session || !account) return seeOther(signInPath);
  if (session.provedAt) return seeOther(landingOf(call.request));
  const factors = await readFactors(account.id);
  if (stepOf(factors) !== step) return seeOther(pathOf[stepOf(factors)]);
  const visit = { ...call.visit, locale: account.language, say: words(account.language) };
  return { ...call, visit, session, account, factors };
}
