import { type Call, guardDoor } from '@/app/ui/door.tsx';
import { inertPolicy } from '@/app/ui/html.tsx';
import { answerInTime } from '@/app/ui/in-time.ts';
import { readSessionCookie } from '@/app/ui/team/cookie.ts';
import { findAccount } from '@/lib/access/accounts.ts';
import { askPasskey, offerRegistration } from '@/lib/access/passkeys.ts';
import { FRESH_PROOF, readSession } from '@/lib/access/sessions.ts';
import { readForm } from '@/lib/form.ts';

export const dynamic = 'force-dynamic';

const answer = (status: number, body: unknown = null): Response =>
  Response.json(body, { status, headers: { ...inertPolicy, 'cache-control': 'no-store' } });

/** For app/panel/passkey.js: what a passkey is to sign, or what one is to be made of. */
export const POST = guardDoor(async (call) => {
  const form = await readForm(call.request);
  return answerInTime(answerForm(call, form));
}, {});

async function answerForm(call: Call, form: Awaited<ReturnType<typeof readForm>>): Promise<Response> {
  const token = readSessionCookie(call.request);
  const session = token && (await readSession(token));
  const account = session && (await findAccount(session.accountId));
  if (typeof form === 'string' || !session || !account) return answer(401);
  if (form.values.get('kind') === 'proof') {
    const options = await askPasskey(session);
    return options ? answer(200, options) : answer(404);
  }
  // Whether a session with one factor may register at all is judged under a lock when the passkey comes.
  const age = session.provedAt ? (await call.now()).getTime() - session.provedAt.getTime() : 0;
  return age > FRESH_PROOF ? answer(403) : answer(200, await offerRegistration(account, session));
}
