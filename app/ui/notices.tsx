import type { MessageKey } from '@/lib/i18n/words.ts';
import { homePath, openPetitionsPath, petitionPath } from '@/lib/urls.ts';
import { Frame, NoticePage, type Visit } from './frame.tsx';
import { html } from './html.tsx';

/** Pages that stand for an outcome or a fault. Each says what happened and shows a way on. */

type Fault = 'not-found' | 'forbidden' | 'too-large' | 'unsupported' | 'unavailable' | 'keys-away' | 'broken';

const statusOf: Record<Fault, number> = {
  'not-found': 404,
  forbidden: 403,
  'too-large': 413,
  unsupported: 415,
  unavailable: 503,
  'keys-away': 503,
  broken: 500,
};

/** In seconds: how long a visitor waits before trying again helps. */
const RETRY_AFTER = '30';

export function faultPage(request: Request, visit: Visit, fault: Fault): Response {
  const { locale, say } = visit;
  const view = (
    <NoticePage
      visit={visit}
      title={say(`fault.${fault}.title`)}
      lead={[say(`fault.${fault}.lead`)]}
      ways={[{ href: homePath(locale), words: say('fault.home') }]}
    />
  );
  return html(request, view, {
    status: statusOf[fault],
    ...(fault === 'unavailable' ? { headers: { 'retry-after': RETRY_AFTER } } : {}),
  });
}

type Typed = Readonly<Record<string, string>>;

/** The database is away and the petition is not in memory: what was typed is kept in a form that sends it again. */
export const unavailableFormPage = (request: Request, visit: Visit, action: string, typed: Typed): Response =>
  keptFormPage(request, visit, { title: 'fault.unavailable.title', lead: 'fault.unavailable.kept', action, typed });

/** The team has paused signing: what was typed is kept in the same way. */
export const pausedPage = (request: Request, visit: Visit, action: string, typed: Typed): Response =>
  keptFormPage(request, visit, { title: 'paused.title', lead: 'paused.kept', action, typed });

interface KeptForm {
  readonly title: MessageKey;
  readonly lead: MessageKey;
  readonly action: string;
  readonly typed: Typed;
}

function keptFormPage(request: Request, visit: Visit, { action, lead, title, typed }: KeptForm): Response {
  const { say } = visit;
  const view = (
    <Frame visit={visit} title={say(title)}>
      <div className="narrow">
        <h1>{say(title)}</h1>
        <p className="lead">{say(lead)}</p>
        <form method="post" action={action}>
          {Object.entries(typed).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit">{say('fault.unavailable.again')}</button>
        </form>
      </div>
    </Frame>
  );
  return html(request, view, { status: 503, headers: { 'retry-after': RETRY_AFTER } });
}

/** One page for every token that leads nowhere, whatever the reason: byte for byte the same (VE-06). */
export function spentLinkPage(request: Request, visit: Visit): Response {
  const { locale, say } = visit;
  const view = (
    <NoticePage
      // The language picker must not carry the token, or the page would differ from link to link.
      visit={{ ...visit, place: '' }}
      title={say('spent.title')}
      lead={[say('spent.lead'), say('spent.way-on')]}
      ways={[{ href: openPetitionsPath(locale), words: say('spent.list') }]}
    />
  );
  return html(request, view, { status: 404 });
}

export function closedPage(request: Request, visit: Visit, slug: string, tooLate: boolean): Response {
  const { locale, say } = visit;
  const why: MessageKey[] = tooLate ? ['closed.lead', 'closed.too-late'] : ['closed.lead'];
  const view = (
    <NoticePage
      visit={{ ...visit, place: `/petitions/${slug}` }}
      title={say('closed.title')}
      lead={why.map((key) => say(key))}
      ways={[
        { href: petitionPath(locale, slug), words: say('closed.petition') },
        { href: openPetitionsPath(locale), words: say('closed.others') },
      ]}
    />
  );
  return html(request, view, { status: 409 });
}
