import { Resend } from 'resend';
import { once } from '@/db/once.ts';
import { settings } from '../env.ts';

/** In milliseconds. Shorter than the lease, so that a slow call never overlaps another worker's repetition. */
const CALL_TIMEOUT = 10_000;

/** In milliseconds. A provider that asks for more is asked again after this. */
const LONGEST_WISH = 15 * 60_000;

export type Payload = Parameters<Resend['batch']['send']>[0];

/** What became of a call. `after` is what the provider's Retry-After asked for, in milliseconds. */
export type CallOutcome =
  /** `refused` are the places in the payload of letters that it did not take; all others are its own now. */
  | { readonly kind: 'taken'; readonly refused: readonly number[] }
  /** Perhaps taken, perhaps not: to be repeated under the same key. */
  | { readonly kind: 'later'; readonly because: string; readonly after: number | null }
  /** The provider refuses us, whatever we send: none of it was taken. */
  | { readonly kind: 'closed'; readonly because: string; readonly after: number | null }
  /** Refused for what it is: a repetition would be refused again, and none of it was taken. */
  | { readonly kind: 'refused'; readonly because: string }
  /** The key is known with another payload, which may have been delivered: never sent anew. */
  | { readonly kind: 'spent'; readonly because: string };

/** The provider's name for letters that it does not take because of the address they come from, which is ours. */
export const SENDER_REFUSED = 'invalid_from_address';

export const provider = () => once('provider', () => new Resend(settings().RESEND_API_KEY, providerPlace()));

function providerPlace(): { baseUrl?: string } {
  const { RESEND_BASE_URL: baseUrl } = settings();
  return baseUrl ? { baseUrl } : {};
}

/** Hands a batch over. One bad letter holds none of the others up, where the provider knows how ("permissive"). */
export async function callProvider(idempotencyKey: string, payload: Payload): Promise<CallOutcome> {
  const signal = AbortSignal.timeout(CALL_TIMEOUT);
  // The SDK answers its errors instead of throwing them, but an ended signal may throw.
  const { data, error, headers } = await provider()
    .batch.send(payload, { idempotencyKey, signal, batchValidation: 'permissive' })
    .catch(() => ({ data: null, error: { name: 'timeout', statusCode: null }, headers: null }));
  if (data) return judgeAnswer(data, payload.length);
  // A fault whose body is the word null comes without an error, and is one all the same.
  return judgeFault(error ?? { name: 'application_error', statusCode: null }, readRetryAfter(headers ?? {}));
}

function judgeFault(fault: { name: string; statusCode: number | null }, after: number | null): CallOutcome {
  const { name: because, statusCode } = fault;
  if (because === 'invalid_idempotent_request') return { kind: 'spent', because };
  if (/_quota_exceeded$/.test(because) || because === SENDER_REFUSED) return { kind: 'closed', because, after };
  switch (statusCode) {
    case 400:
    case 413:
    case 422:
      return { kind: 'refused', because };
    case 401:
    case 403:
      return { kind: 'closed', because, after };
    case 429:
      return { kind: 'later', because, after: after ?? 1_000 };
    default:
      return { kind: 'later', because, after };
  }
}

/** What stands for a provider's name where its answer does not account for each letter. */
const UNCLEAR_ANSWER = 'unclear_answer';

/**
 * Every letter has an id, or a place among those refused. An answer that does not add up may come from something in
 * between, or be about other letters: the same call is made again, and the provider remembers what it took.
 */
function judgeAnswer(answer: { data?: unknown; errors?: unknown }, size: number): CallOutcome {
  const refused = readRefused(answer.errors, size);
  const taken = Array.isArray(answer.data) ? answer.data.length : -1;
  if (taken + refused.length !== size) return { kind: 'later', because: UNCLEAR_ANSWER, after: null };
  return { kind: 'taken', refused };
}

/** Where the answer says that single letters were refused. An older provider knows no such list. */
function readRefused(errors: unknown, size: number): number[] {
  const indexes = (Array.isArray(errors) ? errors : []).map((error: { index?: unknown }) => Number(error?.index));
  return [...new Set(indexes)].filter((index) => Number.isInteger(index) && index >= 0 && index < size);
}

/** Seconds or a date, as RFC 9110 §10.2.3 allows; in milliseconds. A date counts from the provider's own clock. */
function readRetryAfter(headers: { readonly [name: string]: string | undefined }): number | null {
  const { date = '', 'retry-after': wish = '' } = headers;
  const now = Date.parse(date) || Date.now();
  const wait = /^\d+$/.test(wish) ? Number(wish) * 1000 : / GMT$/.test(wish) ? Date.parse(wish) - now : Number.NaN;
  return wait >= 0 ? Math.min(wait, LONGEST_WISH) : null;
}

/** What proves an event: the headers it came with. */
export interface EventProof {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

export type MailEvent = ReturnType<Resend['webhooks']['verify']>;

/**
 * The event in a body, byte for byte as it came. Null when its signature is not the provider's, and when it is more
 * than five minutes old or early: it may be somebody else's copy.
 */
export function readEvent(body: string, proof: EventProof, webhookSecret: string): MailEvent | null {
  try {
    return provider().webhooks.verify({ payload: body, headers: { ...proof }, webhookSecret });
  } catch {
    // The SDK throws for what others sent, which is no fault of ours.
    return null;
  }
}

/** What the provider knows of a domain that we send from. */
export type SendingDomain = NonNullable<Awaited<ReturnType<Resend['domains']['get']>>['data']>;

/**
 * The domain, or the one it belongs to, as it is set up at the provider. "not-allowed" when our key may only send,
 * "away" when nobody answers.
 */
export async function readSendingDomain(name: string): Promise<SendingDomain | 'unknown' | 'not-allowed' | 'away'> {
  const signal = AbortSignal.timeout(CALL_TIMEOUT);
  const listed = await provider().domains.list({ limit: 100 }, { signal });
  if (listed.error) return /^(401|403)$/.test(String(listed.error.statusCode)) ? 'not-allowed' : 'away';
  const owners = listed.data.data.filter((domain) => name === domain.name || name.endsWith(`.${domain.name}`));
  const [owner] = owners.sort((one, other) => other.name.length - one.name.length);
  if (!owner) return 'unknown';
  const { data } = await provider().domains.get(owner.id, { signal });
  return data ?? 'away';
}
