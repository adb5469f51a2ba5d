import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import type { LetterKind } from '@/db/schema/mail.ts';
import { settings } from '@/lib/env.ts';
import { type LetterSecrets, letterPriority, openLetter, sealLetter } from '@/lib/mail/letters.ts';
import { finishBatch, leaseBatch } from '@/lib/mail/queue.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { newToken } from '@/lib/token.ts';
import { newAddress } from './signers.ts';

/** No letter waits any more, and the provider may be called. */
export async function emptyOutbox(): Promise<void> {
  await database().execute(sql`with gone as (delete from letters) delete from letter_batches`);
  await database().execute(sql`
    update mail_pace set next_call_at = now(), closed_until = null, paused_at = null, paused_because = null, refusals = 0`);
}

/** As if the time were over for which nobody calls the provider. */
export async function letQueueOpen(): Promise<void> {
  await database().execute(sql`update mail_pace set closed_until = null, next_call_at = now()`);
}

/** For how many seconds still nobody calls the provider. */
export async function secondsClosed(): Promise<number> {
  const [row] = await database().execute<{ seconds: number }>(sql`
    select greatest(coalesce(extract(epoch from closed_until - clock_timestamp()), 0), 0)::float8 as seconds from mail_pace`);
  return row?.seconds ?? 0;
}

/** What letters of news say beside the rest: that there is some, and not what it is. */
export const updateOf = (kind: LetterKind) =>
  kind === 'update' ? { update: { id: randomUUID(), number: 1, tellsAll: false } } : {};

/** Puts letters into the outbox without anybody signing; answers their addresses in order. */
export async function queueLetters(count: number, kind: LetterKind = 'confirm-signature'): Promise<string[]> {
  const now = await currentTime();
  const mailboxes = Array.from({ length: count }, () => newAddress());
  const rows = await Promise.all(
    mailboxes.map(async (mailbox) => ({
      ...(await sealLetter(randomUUID(), { mailbox, language: 'en', token: newToken(), ...updateOf(kind) }, now)),
      kind,
      priority: letterPriority[kind],
    })),
  );
  await database().insert(schema.letters).values(rows);
  return mailboxes;
}

/** Puts one letter into the outbox. */
export async function queueSecrets(kind: LetterKind, secrets: LetterSecrets): Promise<void> {
  const letter = await sealLetter(randomUUID(), secrets, await currentTime());
  await database()
    .insert(schema.letters)
    .values({ ...letter, kind, priority: letterPriority[kind] });
}

/** A letter whose sealed bytes were damaged: no key opens it. */
export async function queueBrokenLetter(): Promise<void> {
  const secrets = { mailbox: newAddress(), language: 'en', token: newToken() } as const;
  const letter = await sealLetter(randomUUID(), secrets, await currentTime());
  letter.sealed.reverse();
  await database()
    .insert(schema.letters)
    .values({ ...letter, kind: 'confirm-signature', priority: 0 });
}

/** As if the worker that holds it had been killed a minute ago. */
export async function letLeaseRunOut(batchId: string): Promise<void> {
  await database().execute(sql`
    update letter_batches set leased_until = now() - interval '1 second' where id = ${batchId}`);
}

/** As if the batch's pause were over, and that of the whole queue. */
export async function letPauseEnd(batchId: string): Promise<void> {
  await letQueueOpen();
  await database().execute(sql`update letter_batches set next_try_at = now() where id = ${batchId}`);
}

/** As if the batch had been tried for a day. */
export async function letBatchExpire(batchId: string): Promise<void> {
  await database().execute(sql`
    update letter_batches set last_try_at = now() - interval '1 second' where id = ${batchId}`);
}

/** As if all batches had been made so long ago. */
export async function letBatchesAge(minutes: number): Promise<void> {
  await database().execute(sql`update letter_batches set last_try_at = last_try_at - ${minutes} * interval '1 minute'`);
}

/** As if a worker had last folded the counts so many seconds ago. */
export async function letFoldAge(seconds: number): Promise<void> {
  await database().execute(sql`update count_fold set as_of = now() - ${seconds} * interval '1 second'`);
}

/** As if so many letters of a petition had left today, and so many of them been called spam. */
export async function plantComplaints(petition: Petition, handedOver: number, complained: number): Promise<void> {
  const day = (await currentTime()).toISOString().slice(0, 10);
  await database()
    .insert(schema.letterTallies)
    .values({ petitionId: petition.id, kind: 'update', day, handedOver, complained });
}

/** Letters of a petition, or of a team, that died for this reason. */
export async function plantDeadLetters(petitionId: string | null, because: string, kind: LetterKind, count: number) {
  const now = await currentTime();
  const rows = await Promise.all(
    Array.from({ length: count }, async () => ({
      ...(await sealLetter(
        randomUUID(),
        { mailbox: newAddress(), language: 'en', token: newToken(), ...updateOf(kind) },
        now,
      )),
      ...{ petitionId, kind, priority: letterPriority[kind], deadAt: now, deadBecause: because },
    })),
  );
  await database().insert(schema.letters).values(rows);
  if (petitionId)
    await database()
      .insert(schema.letterTallies)
      .values({ petitionId, kind, day: now.toISOString().slice(0, 10), dead: count })
      .onConflictDoUpdate({
        target: [schema.letterTallies.petitionId, schema.letterTallies.kind, schema.letterTallies.day],
        set: { dead: sql`${schema.letterTallies.dead} + ${count}` },
      });
}

export interface OutboxReconciliation {
  /** Neither delivered nor in the outbox. */
  readonly lost: number;
  /** Deliveries beyond the first, over all mailboxes. */
  readonly twice: number;
  readonly waiting: number;
  readonly dead: number;
  /** Delivered, and still to be sent: the next call for them is answered from the provider's memory. */
  readonly overdue: number;
}

/** The outbox against what people found in their mailboxes: each mailbox was written to once. */
export async function reconcileOutbox(
  mailboxes: readonly string[],
  { delivered }: { readonly delivered: readonly string[] },
): Promise<OutboxReconciliation> {
  const rows = await database().select().from(schema.letters);
  const kept = await Promise.all(
    rows.map(async (row) => ({ mailbox: (await openLetter(row))?.mailbox ?? '', isDead: row.deadAt !== null })),
  );
  const alive = new Set(kept.filter(({ isDead }) => !isDead).map(({ mailbox }) => mailbox));
  const dead = new Set(kept.filter(({ isDead }) => isDead).map(({ mailbox }) => mailbox));
  const found = new Set(delivered);
  const mine = new Set(mailboxes);
  return {
    lost: mailboxes.filter((mailbox) => !found.has(mailbox) && !alive.has(mailbox) && !dead.has(mailbox)).length,
    twice: delivered.filter((mailbox) => mine.has(mailbox)).length - mailboxes.filter((one) => found.has(one)).length,
    waiting: mailboxes.filter((mailbox) => alive.has(mailbox)).length,
    dead: mailboxes.filter((mailbox) => dead.has(mailbox)).length,
    overdue: mailboxes.filter((mailbox) => alive.has(mailbox) && found.has(mailbox)).length,
  };
}

/** Lets time pass for buried letters. */
export async function letDeadLettersAge(hours: number): Promise<void> {
  await database().execute(sql`update letters set dead_at = dead_at - ${hours} * interval '1 hour'`);
}

/** How many of a petition's letters left the house, and how many died in it. */
export async function talliesOf(petition: Petition): Promise<{ handedOver: number; dead: number }> {
  const rows = await database()
    .select()
    .from(schema.letterTallies)
    .where(eq(schema.letterTallies.petitionId, petition.id));
  return {
    handedOver: rows.reduce((sum, row) => sum + row.handedOver, 0),
    dead: rows.reduce((sum, row) => sum + row.dead, 0),
  };
}

/** The batches that wait for their next try, and for how many seconds still. */
export async function pausedBatches(): Promise<{ id: string; seconds: number }[]> {
  const rows = await database().execute<{ id: string; seconds: number }>(sql`
    select id, extract(epoch from next_try_at - clock_timestamp())::float8 as seconds from letter_batches
    where leased_until is null`);
  return rows.map(({ id, seconds }) => ({ id, seconds }));
}

/** As if every pause were over, each batch's and the queue's. */
export async function letAllPausesEnd(): Promise<void> {
  await letQueueOpen();
  await database().execute(sql`update letter_batches set next_try_at = now() where leased_until is null`);
}

/** Does something at another MAIL_RATE than that of the tests. */
export async function atRate<T>(rate: number, act: () => Promise<T>): Promise<T> {
  const usual = settings().MAIL_RATE;
  Object.assign(settings(), { MAIL_RATE: rate });
  return act().finally(() => Object.assign(settings(), { MAIL_RATE: usual }));
}

/** Every letter leaves. */
export async function sendOff(): Promise<void> {
  for (let batch = await leaseBatch(); batch; batch = await leaseBatch()) await finishBatch(batch);
}

/** Lets time pass for what was reminded of. */
export async function letRemindersAge(hours: number): Promise<void> {
  await database().execute(sql`update reminders set posted_at = posted_at - ${hours} * interval '1 hour'`);
}

/** How many letters stand in all recipients' caps together. */
export async function letterHoursKept(): Promise<number> {
  const [row] = await database().execute<{ n: number }>(
    sql`select coalesce(sum(cardinality(hours)), 0)::int as n from letter_caps`,
  );
  return row?.n ?? 0;
}

/** Does something while letters go to the provider at this address. */
export async function withProviderAt<T>(url: string, act: () => Promise<T>): Promise<T> {
  const usual = settings().RESEND_BASE_URL;
  const turnTo = (base: string | undefined) => {
    Object.assign(settings(), { RESEND_BASE_URL: base });
    // The client remembers where it was pointed to.
    delete (globalThis as { [key: symbol]: unknown })[Symbol.for('undersigned.provider')];
  };
  turnTo(url);
  return act().finally(() => turnTo(usual));
}
