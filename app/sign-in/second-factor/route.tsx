import { seeOther } from '@/app/ui/html.tsx';
import { ProofFields, passkeyScripts, proofProblem, readProof } from '@/app/ui/sign-in/proof-fields.tsx';
import { type SessionCall, sessionDoor, sessionForm } from '@/app/ui/sign-in/session-door.ts';
import { forgetThen, landingOf, withCookies } from '@/app/ui/sign-in/then.ts';
import { setSessionCookie } from '@/app/ui/team/cookie.ts';
import { PanelFrame, panelHtml } from '@/app/ui/team/team-frame.tsx';
import { type ProofProblem, tryProof } from '@/lib/access/prove.ts';
import { proveSession } from '@/lib/access/sessions.ts';
import { secondFactorPath, signInPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

function page({ factors, request, visit }: SessionCall, problem: ProofProblem | null): Response {
  const { say } = visit;
  const problems = problem ? [proofProblem(say, problem)] : [];
  const view = (
    <PanelFrame visit={visit} title={say('access.second.title')} problems={problems} scripts={passkeyScripts}>
      <div className="narrow">
        <h1>{say('access.second.title')}</h1>
        <p className="lead">{say('access.second.lead')}</p>
        <form method="post" action={secondFactorPath} noValidate>
          <ProofFields visit={visit} factors={factors} problem={problem} submit={say('access.second.submit')} />
        </form>
        <p className="soft">{say('access.second.lost')}</p>
      </div>
    </PanelFrame>
  );
  return panelHtml(request, view, { status: problem ? 422 : 200 });
}

export const GET = sessionDoor('prove', (call) => page(call, null));

/** Shown: the session goes on under a new token (AD-05). */
export const POST = sessionForm('prove', async (call) => {
  const outcome = await tryProof(call.session, readProof(call.form), await call.now());
  if (outcome !== 'proved') return page(call, outcome);
  const token = await proveSession(call.session);
  if (!token) return seeOther(signInPath);
  return withCookies(
    seeOther(landingOf(call.request)),
    setSessionCookie(call.request, token),
    forgetThen(call.request),
  );
});
