import { proveSession, type Session } from '@/lib/access/sessions.ts';
import { recoveryCodesPath, signInPath } from '@/lib/urls.ts';
import { seeOther } from '../html.tsx';
import { setSessionCookie } from '../team/cookie.ts';
import { withCookies } from './then.ts';

/** The first factor there is was set and shown at once: the session goes on under a new token (AD-05). */
export async function finishEnrolment(request: Request, session: Session): Promise<Response> {
  const token = await proveSession(session);
  if (!token) return seeOther(signInPath);
  return withCookies(seeOther(`${recoveryCodesPath}?first`), setSessionCookie(request, token));
}
