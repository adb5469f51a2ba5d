import { formDoor } from '@/app/ui/door.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { withCookies } from '@/app/ui/sign-in/then.ts';
import { clearSessionCookie, readSessionCookie } from '@/app/ui/team/cookie.ts';
import { closeSession, readSession } from '@/lib/access/sessions.ts';
import { signInPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** Whatever the session is worth, it ends here. */
export const POST = formDoor(async ({ request }) => {
  const token = readSessionCookie(request);
  const session = token && (await readSession(token));
  if (session) await closeSession(session);
  return withCookies(seeOther(`${signInPath}?signed-out`), clearSessionCookie(request));
});
