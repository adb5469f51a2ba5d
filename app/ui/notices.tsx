import type { MessageKey, MessageValues } from '@/lib/i18n/words.ts';
import { homePath, openPetitionsPath, petitionPath } from '@/lib/urls.ts';
import { Frame, NoticePage, type Visit } from './frame.tsx';
import { html } from './html.tsx';
import { listOpenPetitions } from './petition/list-petitions.ts';
import { type ResendForm, SpentPage } from './signature/spent-page.tsx';

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

/** In whole minutes: how long a visitor waits who is told to wait so many seconds. */
const minutesOf = (seconds: number) => ({ minutes: Math.ceil(seconds / 60) });

/** Too many forms came from this source: what was typed is kept in the same way. */
export const tooManyFormsPage = (
  request: Request,
  visit: Visit,
  action: string,
  typed: Typed,
  seconds: number,
): Response =>
  keptFormPage(request, visit, {
    title: 'too-many.title',
    lead: 'too-many.forms',
    values: minutesOf(seconds),
    action,
    typed,
    status: 429,
    seconds: String(seconds),
  });

/** Too many links that lead nowhere were opened from this source. The same page for every link. */
export function tooManyLinksPage(request: Request, visit: Visit, seconds: number): Response {
  const { locale, say } = visit;
  const view = (
    <NoticePage
      visit={{ ...visit, place: '' }}
      title={say('too-many.title')}
      lead={[say('too-many.links', minutesOf(seconds))]}
      ways={[{ href: openPetitionsPath(locale), words: say('spent.list') }]}
    />
  );
  return html(request, view, { status: 429, headers: { 'retry-after': String(seconds) } });
}

interface KeptForm {
  readonly title: MessageKey;
  readonly lead: MessageKey;
  readonly values?: MessageValues;
  readonly action: string;
  readonly typed: Typed;
  readonly status?: 429 | 503;
  /** Before another try helps. */
  readonly seconds?: string;
}

function keptFormPage(request: Request, visit: Visit, kept: KeptForm): Response {
  const { action, lead, seconds = RETRY_AFTER, status = 503, title, typed, values } = kept;
  const { say } = visit;
  const view = (
    <Frame visit={visit} title={say(title)}>
      <div className="narrow">
        <h1>{say(title)}</h1>
        <p className="lead">{say(lead, values)}</p>
        <form method="post" action={action}>
          {Object.entries(typed).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit">{say('fault.unavailable.again')}</button>
        </form>
      </div>
    </Frame>
  );
  return html(request, view, { status, headers: { 'retry-after': seconds } });
}

/**
 * One page for every token that leads nowhere, whatever the reason: byte for byte the same (VE-06). It has the form
 * that sends a letter again, for the petitions that can be signed.
 */
export async function spentLinkPage(request: Request, visit: Visit, form: ResendForm | null = null): Promise<Response> {
  const petitions = await listOpenPetitions();
  // The language picker must not carry the token, or the page would differ from link to link.
  const view = <SpentPage visit={{ ...visit, place: '' }} petitions={petitions} form={form} />;
  return html(request, view, { status: form ? 422 : 404 });
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
