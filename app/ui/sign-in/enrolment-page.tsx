import { enrolmentCodesPath, enrolmentPasskeysPath } from '@/lib/urls.ts';
import { PasskeyForm, type PasskeyProblem, passkeyProblems } from '../account/passkey-form.tsx';
import { PanelFrame, panelHtml } from '../team/team-frame.tsx';
import { passkeyScripts } from './proof-fields.tsx';
import type { SessionCall } from './session-door.ts';

/** The choice of a second factor, and the passkey right here. */
export function enrolmentPage({ request, visit }: SessionCall, problem: PasskeyProblem | null): Response {
  const { say } = visit;
  const frame = { visit, title: say('access.enrol.title'), problems: passkeyProblems(visit, problem) };
  const view = (
    <PanelFrame {...frame} scripts={passkeyScripts}>
      <h1>{say('access.enrol.title')}</h1>
      <p className="lead">{say('access.enrol.lead')}</p>
      <div className="pair">
        <section className="card" aria-labelledby="app">
          <h2 id="app">{say('access.enrol.app')}</h2>
          <p>{say('access.enrol.app-lead')}</p>
          <p>
            <a className="button" href={enrolmentCodesPath}>
              {say('access.enrol.app-choose')}
            </a>
          </p>
        </section>
        <section className="card" aria-labelledby="passkey">
          <h2 id="passkey">{say('access.enrol.passkey')}</h2>
          <p>{say('access.enrol.passkey-lead')}</p>
          <PasskeyForm visit={visit} action={enrolmentPasskeysPath} name="" problem={problem} />
        </section>
      </div>
    </PanelFrame>
  );
  return panelHtml(request, view, { status: problem ? 422 : 200 });
}
