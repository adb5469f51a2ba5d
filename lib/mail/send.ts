import type { LetterKind } from '@/db/schema/mail.ts';
import { settings } from '../env.ts';
import { noteEvent, noteFault, warnOf } from '../journal.ts';
import { openLetter } from './letters.ts';
import { awaitTurn, closeQueue, pauseMail, resumeMail, type Turn } from './pace.ts';
import { type CallOutcome, callProvider, type Payload, SENDER_REFUSED } from './provider.ts';
import {
  buryBatch,
  finishBatch,
  type LeasedBatch,
  leaseBatch,
  postponeBatch,
  returnBatch,
  splitBatch,
  TRIED_FOR_ITS_TIME,
} from './queue.ts';
import { writeLetter } from './write.tsx';

/** In milliseconds: how long a batch waits after a fault, and after the same fault again and again. */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/** Sends one batch that is due. False when there is none. */
export async function sendNextBatch(): Promise<boolean> {
  const batch = await leaseBatch();
  if (!batch) return false;
  const payload = await writeBatch(batch);
  if (batch.letters.length === 0) await finishBatch(batch);
  else if (batch.expired) await buryBatch(batch, TRIED_FOR_ITS_TIME);
  else if (payload.length < batch.letters.length)
    await setAsideUnreadable(batch, batch.letters.length - payload.length);
  else await sendBatch(batch, payload);
  return true;
}

/** How many batches a worker has under way at once while there are many: the provider's answer takes its time. */
const AT_ONCE = 4;

/** Sends what is due: one batch, and where there was one, several at once. False when there was none. */
export async function sendDueBatches(): Promise<boolean> {
  if (!(await sendNextBatch())) return false;
  await Promise.all(Array.from({ length: AT_ONCE }, sendNextBatch));
  return true;
}

/** News has its own sender where there is one: what becomes of its reputation touches no confirmation. */
function senderOf(kind: LetterKind): string {
  const { MAIL_FROM, MAIL_FROM_UPDATES = MAIL_FROM } = settings();
  return kind === 'update' || kind === 'update-preview' ? MAIL_FROM_UPDATES : MAIL_FROM;
}

const hasNewsSender = ({ kind }: { readonly kind: LetterKind }) => senderOf(kind) !== settings().MAIL_FROM;

async function sendBatch(batch: LeasedBatch, payload: Payload): Promise<void> {
  const turn = await awaitTurn();
  if (!turn) return returnBatch(batch, FIRST_PAUSE);
  await settleBatch(batch, turn, await callProvider(batch.id, payload));
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

/** The letters that can be written, in their stored order. One that cannot holds none of the others up. */
export async function writeBatch(batch: LeasedBatch): Promise<Payload> {
  const payload: Payload = [];
  for (const letter of batch.letters) {
    const written = await writeOut(letter).catch((fault: unknown) => {
      noteFault('a letter cannot be written', fault, { kind: letter.kind });
      return null;
    });
    if (written) payload.push(written);
  }
  return payload;
}

async function writeOut(letter: LeasedBatch['letters'][number]): Promise<Payload[number] | null> {
  const secrets = await openLetter(letter);
  if (!secrets) return null;
  const written = await writeLetter(letter.kind, secrets, settings().APP_URL);
  return { from: senderOf(letter.kind), to: secrets.mailbox, ...written };
}

async function settleBatch(batch: LeasedBatch, turn: Turn, outcome: CallOutcome): Promise<void> {
  const size = batch.letters.length;
  switch (outcome.kind) {
    case 'taken':
      return settleTaken(batch, outcome.refused);
    case 'later':
      // A provider that says when to come back says it to all of us.
      if (outcome.after) await closeQueue(outcome.after);
      await postponeBatch(batch, Math.max(outcome.after ?? 0, pauseAfter(batch.tries)));
      warnOf('letters wait for the provider', { count: size, code: outcome.because, tries: batch.tries + 1 });
      return;
    case 'closed':
      if (outcome.because === SENDER_REFUSED && batch.letters.some(hasNewsSender)) return settleNewsSender(batch);
      await returnBatch(batch, await pauseMail(turn, outcome.because, outcome.after));
      warnOf('the provider refuses us, and no letter leaves', { code: outcome.because, tries: turn.refusals + 1 });
      return;
    case 'refused':
      if (size > 1) return splitBatch(batch);
      return settleDead(batch, outcome.because);
    case 'spent':
      return settleDead(batch, outcome.because);
  }
}

/** In milliseconds: so often a refused sender of news is tried again. */
const SENDER_PAUSE = 15 * 60_000;

/**
 * The sender of news is refused, where it is another than that of confirmations: news waits, and the alarm says that
 * it is late, while confirmations go on. The provider took nothing of the call, so that letters of both may part.
 */
async function settleNewsSender(batch: LeasedBatch): Promise<void> {
  if (!batch.letters.every(hasNewsSender)) return splitBatch(batch);
  await postponeBatch(batch, SENDER_PAUSE);
  warnOf('the provider refuses the sender of news', { code: SENDER_REFUSED, count: batch.letters.length });
}

async function settleTaken(batch: LeasedBatch, refused: readonly number[]): Promise<void> {
  const ids = refused.map((index) => batch.letters[index]?.id ?? '').filter((id) => id !== '');
  await finishBatch(batch, { ids, because: 'validation_error' });
  await resumeMail();
  noteEvent('letters handed over', { count: batch.letters.length - ids.length, tries: batch.tries + 1 });
  if (ids.length > 0) warnOf('letters could not be sent', { count: ids.length, code: 'validation_error' });
}

async function settleDead(batch: LeasedBatch, because: string): Promise<void> {
  await buryBatch(batch, because);
  warnOf('letters could not be sent', { count: batch.letters.length, code: because });
}

/** Doubles from two seconds to a minute; jitter keeps many batches from calling at once. */
function pauseAfter(tries: number): number {
  const longest = Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE);
  return longest * (0.5 + Math.random() / 2);
}
