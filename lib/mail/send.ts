import { Resend } from 'resend';
import { once } from '@/db/once.ts';
import { settings } from '../env.ts';
import { noteEvent, noteFault, warnOf } from '../journal.ts';
import { openLetter } from './letters.ts';
import { buryBatch, finishBatch, type LeasedBatch, leaseBatch, postponeBatch, splitBatch } from './queue.ts';
import { writeLetter } from './write.tsx';

/** In milliseconds. Shorter than the lease, so that a slow call never overlaps another worker's repetition. */
const CALL_TIMEOUT = 10_000;

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 15 * 60_000;

type CallOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'later'; readonly because: string; readonly after: number | null }
  | { readonly kind: 'refused'; readonly because: string };

const provider = () => once('provider', () => new Resend(settings().RESEND_API_KEY, providerPlace()));

function providerPlace(): { baseUrl?: string } {
  const { RESEND_BASE_URL: baseUrl } = settings();
  return baseUrl ? { baseUrl } : {};
}

/** Sends one batch that is due. False when there is none. */
export async function sendNextBatch(): Promise<boolean> {
  const batch = await leaseBatch();
  if (!batch) return false;
  const payload = await writeBatch(batch);
  if (batch.letters.length === 0) await finishBatch(batch);
  else if (batch.expired) await buryBatch(batch, 'tried_for_23_hours');
  else if (payload.length < batch.letters.length)
    await setAsideUnreadable(batch, batch.letters.length - payload.length);
  else await settleBatch(batch, await callProvider(batch.id, payload));
  return true;
}

/**
 * Some letters do not open: KEY_DIR is not mounted, or was restored without them. That can be mended, so nothing
 * is given up before the batch's time ends; the letters that do open travel without them.
 */
async function setAsideUnreadable(batch: LeasedBatch, unreadable: number): Promise<void> {
  warnOf('letters do not open; check KEY_DIR and APP_SECRET', { count: unreadable });
  // A batch that has been called for may have been delivered: its members stay together.
  const canPart = batch.tries === 0 && unreadable < batch.letters.length && batch.letters.length > 1;
  if (canPart) await splitBatch(batch);
  else await postponeBatch(batch, pauseAfter(batch.tries));
}

type Payload = Parameters<Resend['batch']['send']>[0];

/** The letters that open, written out, in their stored order. */
async function writeBatch(batch: LeasedBatch): Promise<Payload> {
  const { APP_URL, MAIL_FROM } = settings();
  const payload: Payload = [];
  for (const letter of batch.letters) {
    const secrets = await openLetter(letter).catch((fault: unknown) => {
      noteFault('a letter does not open', fault);
      return null;
    });
    if (!secrets) continue;
    payload.push({ from: MAIL_FROM, to: secrets.mailbox, ...(await writeLetter(letter.kind, secrets, APP_URL)) });
  }
  return payload;
}

async function callProvider(idempotencyKey: string, payload: Payload): Promise<CallOutcome> {
  const signal = AbortSignal.timeout(CALL_TIMEOUT);
  // The SDK answers its errors instead of throwing them, but an ended signal may throw.
  const { data, error, headers } = await provider()
    .batch.send(payload, { idempotencyKey, signal })
    .catch(() => ({ data: null, error: { name: 'timeout', statusCode: null }, headers: null }));
  if (data) return { kind: 'taken' };
  // A fault whose body is the word null comes without an error, and is one all the same.
  if (!error) return { kind: 'later', because: 'application_error', after: readRetryAfter(headers?.['retry-after']) };
  const { name, statusCode } = error;
  // Refused for what it is: a repetition would be refused again. 409 for another payload is never sent anew
  // under another key, because the first payload may have been delivered.
  if (name === 'invalid_idempotent_request' || statusCode === 400 || statusCode === 413 || statusCode === 422) {
    return { kind: 'refused', because: name };
  }
  return { kind: 'later', because: name, after: readRetryAfter(headers?.['retry-after']) };
}

/** Seconds, as RFC 9110 §10.2.3 allows; in milliseconds. */
function readRetryAfter(header: string | undefined): number | null {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, LONGEST_PAUSE) : null;
}

async function settleBatch(batch: LeasedBatch, outcome: CallOutcome): Promise<void> {
  const size = batch.letters.length;
  switch (outcome.kind) {
    case 'taken':
      await finishBatch(batch);
      noteEvent('letters handed over', { count: size, tries: batch.tries + 1 });
      return;
    case 'later':
      await postponeBatch(batch, Math.max(outcome.after ?? 0, pauseAfter(batch.tries)));
      warnOf('letters wait for the provider', { count: size, code: outcome.because, tries: batch.tries + 1 });
      return;
    case 'refused':
      if (size > 1 && outcome.because !== 'invalid_idempotent_request') return splitBatch(batch);
      await buryBatch(batch, outcome.because);
      warnOf('letters could not be sent', { count: size, code: outcome.because });
      return;
  }
}

/** Doubles from two seconds to a quarter of an hour; jitter keeps many batches from calling at once. */
function pauseAfter(tries: number): number {
  const longest = Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE);
  return longest * (0.5 + Math.random() / 2);
}
