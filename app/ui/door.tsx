import { currentTime } from '@/lib/clock.ts';
import { settings } from '@/lib/env.ts';
import { areKeysAway, isDatabaseAway } from '@/lib/fault.ts';
import { isOneClick, type PostedForm, readForm } from '@/lib/form.ts';
import { defaultLocale, preferLocale, readLocale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { noteFault } from '@/lib/journal.ts';
import type { Visit } from './frame.tsx';
import { answerInTime } from './in-time.ts';
import { faultPage } from './notices.tsx';
import { isOurOrigin, originFor } from './onion.ts';

export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a handler is given: the request, the parts of its path, the reader's words, and the time. */
export interface Call<P extends Params = Params> {
  readonly request: Request;
  readonly url: URL;
  readonly params: P;
  readonly visit: Visit;
  /** By the database's clock. A function, so that pages served from memory do not wait for it. */
  readonly now: () => Promise<Date>;
}

export interface DoorOptions {
  /**
   * Lets a mailbox provider's one-click unsubscribe through (RFC 8058), which comes without a cookie and says nothing
   * of where it comes from: that very body and no other. A browser always says where it comes from, so a foreign page
   * is refused all the same.
   */
  readonly admitsOneClick?: boolean;
}

type Handler<P extends Params> = (call: Call<P>) => Promise<Response> | Response;

/**
 * Every handler goes through here. It is the one place where the origin of unsafe requests is checked, where
 * the language is read, and where a fault becomes a page.
 */
export function door<P extends Params = Params>(handle: Handler<P>, options: DoorOptions = {}) {
  return guardDoor<P>((call) => answerInTime(handle(call)), options);
}

export function guardDoor<P extends Params>(handle: Handler<P>, options: DoorOptions) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    const call = await openCall<P>(request, context);
    try {
      if (!call.isLocaleKnown) return faultPage(request, call.visit, 'not-found');
      if (!isFromHere(request, options.admitsOneClick ?? false)) return faultPage(request, call.visit, 'forbidden');
      return await handle(call);
    } catch (fault) {
      return answerFault(fault, call);
    }
  };
}

/** No database takes a NUL, and nothing is called by one: what stands in its place finds nothing either. */
function withoutNul<P extends Params>(params: P): P {
  const entries = Object.entries(params).map(([name, part]) => [
    name,
    typeof part === 'string' ? part.replaceAll('\0', '\ufffd') : part,
  ]);
  // The cast holds because strings stay strings, and nothing else is touched.
  return Object.fromEntries(entries) as P;
}

async function openCall<P extends Params>(request: Request, context: { params: Promise<P> }) {
  // The bare "/" has no parts; Next.js then gives none at all.
  const params = withoutNul((await context.params) ?? ({} as P));
  const url = new URL(request.url);
  const known =
    typeof params.locale === 'string'
      ? readLocale(params.locale)
      : preferLocale(request.headers.get('accept-language'));
  const locale = known ?? defaultLocale;
  // The search too: a share code or a question survives a change of language.
  const isPlain = known !== null && url.pathname.startsWith(`/${known}`);
  const place = isPlain ? url.pathname.slice(1 + known.length) + url.search : '';
  const visit: Visit = {
    locale,
    say: words(locale),
    place: typeof params.locale === 'string' ? place : '',
    origin: originFor(request),
    demoMailbox: settings().DEMO_MAILBOX ?? null,
    sourceUrl: settings().SOURCE_URL ?? null,
  };
  return { request, url, params, visit, now: currentTime, isLocaleKnown: known !== null };
}

/**
 * Sec-Fetch-Site where the browser sends it, else an exact Origin (WE-03). "null" is nobody's origin, and a
 * request that says nothing is refused unless one click is admitted: its body is read before anything is done.
 */
function isFromHere(request: Request, admitsOneClick: boolean): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return isFromMachine(request) ? admitsOneClick : isOurOrigin(request.headers.get('origin'));
}

function answerFault(fault: unknown, call: Call): Response {
  noteFault('a request could not be answered', fault);
  return faultPage(call.request, call.visit, kindOf(fault));
}

function kindOf(fault: unknown): 'keys-away' | 'unavailable' | 'broken' {
  if (areKeysAway(fault)) return 'keys-away';
  return isDatabaseAway(fault) ? 'unavailable' : 'broken';
}

/** True for a request that no browser sent: browsers say where an unsafe request comes from. */
export const isFromMachine = (request: Request): boolean =>
  !request.headers.has('origin') && !request.headers.has('sec-fetch-site');

const emptyPosted: PostedForm = { values: new Map(), twice: new Set(), unreadable: new Set() };

export interface FormCall<P extends Params = Params> extends Call<P> {
  readonly form: PostedForm;
}

interface FormDoorOptions<P extends Params> extends DoorOptions {
  /** Answers with what was typed when the database is away. */
  readonly whenAway?: (call: FormCall<P>) => Promise<Response>;
}

/** A door that takes a posted form. Too large and unreadable kinds are answered before the handler. */
export function formDoor<P extends Params = Params>(
  handle: (call: FormCall<P>) => Promise<Response>,
  { whenAway, ...options }: FormDoorOptions<P> = {},
) {
  // Only the work is timed: a form may come in slowly over a bad line.
  return guardDoor<P>(async (call) => {
    if (isFromMachine(call.request)) {
      if (await isOneClick(call.request)) return answerInTime(handle({ ...call, form: emptyPosted }));
      return faultPage(call.request, call.visit, 'forbidden');
    }
    const form = await readForm(call.request);
    if (form === 'too-large' || form === 'unsupported') return faultPage(call.request, call.visit, form);
    try {
      return await answerInTime(handle({ ...call, form }));
    } catch (fault) {
      if (!whenAway || !isDatabaseAway(fault)) throw fault;
      noteFault('a form could not be saved', fault);
      return whenAway({ ...call, form });
    }
  }, options);
}
