import type { MessageKey } from '@/lib/i18n/words.ts';
import { signInPath, teamPath } from '@/lib/urls.ts';
import type { Call } from '../door.tsx';
import { isProofField } from '../sign-in/proof-fields.tsx';
import { PanelFrame, panelHtml } from './team-frame.tsx';

/** Pages of the panel that stand for an outcome: what happened, and a way on. */

type Notice = 'not-found' | 'forbidden' | 'too-large' | 'unsupported';

const statusOf: Record<Notice, number> = { 'not-found': 404, forbidden: 403, 'too-large': 413, unsupported: 415 };

export function teamNotice(call: Call, notice: Notice): Response {
  const { say } = call.visit;
  return sayInPanel(call, {
    status: statusOf[notice],
    title: say(`team.${notice}.title`),
    lead: [say(`team.${notice}.lead`)],
    ways: [{ href: teamPath, words: say('team.home') }],
  });
}

/** What the path names was there and is not any more, or never was this coalition's: the same answer for both (AD-02). */
export function sayGone(call: Call, { lead, ...way }: { lead: string; href: string; words: string }): Response {
  return sayInPanel(call, { status: 404, title: call.visit.say('team.not-found.title'), lead: [lead], ways: [way] });
}

interface Saying {
  readonly status: number;
  readonly title: string;
  readonly lead: readonly string[];
  readonly ways: readonly { readonly href: string; readonly words: string }[];
  /** False on the way in, where nothing of the panel opens yet. */
  readonly isSignedIn?: boolean;
}

export function sayInPanel(call: Call, { isSignedIn = true, lead, status, title, ways }: Saying): Response {
  const view = (
    <PanelFrame visit={call.visit} title={title} isSignedIn={isSignedIn && status !== 401}>
      <div className="narrow">
        <h1>{title}</h1>
        {lead.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <p className="go">
          {ways.map(({ href, words }) => (
            <a key={href} href={href}>
              {words}
            </a>
          ))}
        </p>
      </div>
    </PanelFrame>
  );
  return panelHtml(call.request, view, { status });
}

/** Everything that was typed, in fields that send it again; codes and passkeys alone are asked for anew. */
export const KeptFields = ({ values }: { values: ReadonlyMap<string, string> }) =>
  [...values]
    .filter(([name]) => !isProofField(name))
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);

/** The session ended while a form was open. The form is kept here: after signing in elsewhere it is sent again. */
export function signedOutPage(call: Call, typed: ReadonlyMap<string, string>): Response {
  const { say } = call.visit;
  const key: MessageKey = 'team.signed-out.lead';
  const view = (
    <PanelFrame visit={call.visit} title={say('team.signed-out.title')}>
      <div className="narrow">
        <h1>{say('team.signed-out.title')}</h1>
        <p className="lead">{say(key)}</p>
        <p>
          <a href={signInPath} target="_blank" rel="noopener">
            {say('team.signed-out.sign-in')}
          </a>
        </p>
        <form method="post" action={call.url.pathname + call.url.search}>
          <KeptFields values={typed} />
          <button type="submit">{say('team.signed-out.again')}</button>
        </form>
      </div>
    </PanelFrame>
  );
  return panelHtml(call.request, view, { status: 401 });
}
