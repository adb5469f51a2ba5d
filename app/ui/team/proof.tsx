import type { PostedForm } from '@/lib/form.ts';
import type { AccountCall } from './member-door.tsx';
import { KeptFields } from './notices.tsx';
import { PanelFrame, panelHtml } from './team-frame.tsx';

/** Asks for the second factor once more, and keeps the form that was sent: proving sends it on. */
export async function askForProof(call: AccountCall, form: PostedForm): Promise<Response | null> {
  const { say } = call.visit;
  const view = (
    <PanelFrame visit={call.visit} title={say('team.proof.title')} isSignedIn>
      <div className="narrow">
        <h1>{say('team.proof.title')}</h1>
        <form method="post" action={call.url.pathname + call.url.search}>
          <KeptFields values={form.values} />
        </form>
      </div>
    </PanelFrame>
  );
  return panelHtml(call.request, view, { status: 403 });
}
