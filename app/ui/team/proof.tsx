import { readFactors } from '@/lib/access/factors.ts';
import { type ProofProblem, tryProof } from '@/lib/access/prove.ts';
import { FRESH_PROOF, renewProof } from '@/lib/access/sessions.ts';
import type { PostedForm } from '@/lib/form.ts';
import { isProofField, ProofFields, passkeyScripts, proofProblem, readProof } from '../sign-in/proof-fields.tsx';
import type { AccountCall } from './member-door.tsx';
import { KeptFields } from './notices.tsx';
import { PanelFrame, panelHtml } from './team-frame.tsx';

/**
 * For acts that hurt (AD-08): the form without its proof when the second factor is fresh or came with this very form,
 * else the page that asks for it. The page keeps the form, and proving sends it on.
 */
export async function proveFirst(call: AccountCall, form: PostedForm): Promise<PostedForm | Response> {
  const now = await call.now();
  const provedAt = call.session.provedAt?.getTime() ?? 0;
  const isFresh = now.getTime() - provedAt <= FRESH_PROOF;
  if (!isFresh) {
    const isTried = [...form.values.keys()].some(isProofField);
    const outcome = isTried ? await tryProof(call.session, readProof(form), now) : null;
    if (outcome !== 'proved') return askForProof(call, form, outcome);
    await renewProof(call.session);
  }
  return { ...form, values: new Map([...form.values].filter(([name]) => !isProofField(name))) };
}

async function askForProof(call: AccountCall, form: PostedForm, problem: ProofProblem | null): Promise<Response> {
  const { say } = call.visit;
  const factors = await readFactors(call.account.id);
  const problems = problem ? [proofProblem(say, problem)] : [];
  const frame = { visit: call.visit, title: say('team.proof.title'), problems, scripts: passkeyScripts };
  const view = (
    <PanelFrame {...frame} isSignedIn>
      <div className="narrow">
        <h1>{say('team.proof.title')}</h1>
        <p className="lead">{say('access.proof.again')}</p>
        <form method="post" action={call.url.pathname + call.url.search} noValidate>
          <KeptFields values={form.values} />
          <ProofFields visit={call.visit} factors={factors} problem={problem} submit={say('access.proof.go-on')} />
        </form>
      </div>
    </PanelFrame>
  );
  return panelHtml(call.request, view, { status: problem ? 422 : 403 });
}
