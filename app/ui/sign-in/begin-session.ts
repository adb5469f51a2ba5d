import { closeSession, readSession } from '@/lib/access/sessions.ts';
import type { Token } from '@/lib/token.ts';
import { secondFactorPath } from '@/lib/urls.ts';
import { seeOther } from '../html.tsx';
import { readSessionCookie, setSessionCookie } from '../team/cookie.ts';
import { withCookies } from './then.ts';

/** The first factor was shown. A session that this browser had before ends: nobody is two people at once. */
export async function beginSession(request: Request, token: Token): Promise<Response> {
  const before = readSessionCookie(request);
  const session = before && (await readSession(before));
  if (session) await closeSession(session);
  return withCookies(seeOther(secondFactorPath), setSessionCookie(request, token));
}
