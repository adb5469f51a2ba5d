import { type Call, door, formDoor } from '@/app/ui/door.tsx';
import { beginSession } from '@/app/ui/sign-in/begin-session.ts';
import { followLink, isSignInLinkOpen } from '@/app/ui/sign-in/next-auth.ts';
import { spentPage } from '@/app/ui/sign-in/spent.ts';
import { PanelFrame, panelHtml } from '@/app/ui/team/team-frame.tsx';
import { readToken } from '@/lib/token.ts';
import { signInLinkPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

interface Params extends Record<string, string> {
  token: string;
}

/** Mail scanners open every link: the page has a button, and only the button signs in. */
export const GET = door<Params>(async (call: Call<Params>) => {
  const { say } = call.visit;
  const token = readToken(call.params.token);
  if (!token || !(await isSignInLinkOpen(token))) return spentPage(call, 'link');
  const view = (
    <PanelFrame visit={call.visit} title={say('access.link.title')}>
      <div className="narrow">
        <h1>{say('access.link.title')}</h1>
        <p className="lead">{say('access.link.lead')}</p>
        <form method="post" action={signInLinkPath(token)}>
          <button type="submit">{say('access.link.button')}</button>
        </form>
      </div>
    </PanelFrame>
  );
  return panelHtml(call.request, view);
});

export const POST = formDoor<Params>(async (call) => {
  const token = readToken(call.params.token);
  const session = token && (await followLink(token));
  return session ? beginSession(call.request, session) : spentPage(call, 'link');
});
