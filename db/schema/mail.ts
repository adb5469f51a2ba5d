import { sql } from 'drizzle-orm';
import { bigint, check, date, index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { petitions } from './petition.ts';
import { updateSendings } from './update.ts';

export const letterKinds = [
  'confirm-signature',
  'already-signed',
  'reminder',
  'thanks',
  'withdrawn',
  'update',
  'sign-in',
  'invitation',
  'endorsement-asked',
  'export-ready',
  'update-preview',
] as const;
export type LetterKind = (typeof letterKinds)[number];

/** Up to 100 letters that travel in one call. Its id is the idempotency key, stored before the first call. */
export const letterBatches = pgTable(
  'letter_batches',
  {
    id: uuid().primaryKey().defaultRandom(),
    tries: smallint().notNull().default(0),
    /** Past the provider's 24 h of remembering the key a retry could send twice; no try after this moment. */
    lastTryAt: moment('last_try_at').notNull(),
    nextTryAt: moment('next_try_at').notNull(),
    leasedUntil: moment('leased_until'),
  },
  (t) => [index('letter_batches_by_next_try').on(t.nextTryAt)],
);

/**
 * The outbox. A row is gone once the provider has taken its letter. Address and token are sealed under a key
 * of the hour, a file that is destroyed when the hour's letters are gone (lib/keys/hour-keys.ts).
 */
export const letters = pgTable(
  'letters',
  {
    id: uuid().primaryKey(),
    /** First in, first out within a priority. */
    position: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    petitionId: uuid('petition_id').references(() => petitions.id),
    /** Set for letters of news alone: they wait while their sending stands still. */
    updateId: uuid('update_id').references(() => updateSendings.updateId),
    kind: text().$type<LetterKind>().notNull(),
    priority: smallint().notNull(),
    keyHour: integer('key_hour').notNull(),
    sealed: bytes().notNull(),
    /** The domain of a letter that a stranger asked for, as a hash under the hour's key; null for large providers. */
    domainMark: integer('domain_mark'),
    batchId: uuid('batch_id').references(() => letterBatches.id),
    deadAt: moment('dead_at'),
    /** The provider's name for the fault, never its sentence: sentences quote addresses. */
    deadBecause: text('dead_because'),
  },
  (t) => [
    index('letters_that_wait').on(t.priority, t.position).where(sql`${t.batchId} is null and ${t.deadAt} is null`),
    index('letters_by_batch').on(t.batchId),
    index('letters_by_key_hour').on(t.keyHour),
    index('letters_of_updates').on(t.updateId).where(sql`${t.updateId} is not null`),
    check('letter_kind_is_known', sql.raw(`kind in (${letterKinds.map((kind) => `'${kind}'`).join(', ')})`)),
    check('dead_letter_says_why', sql`(${t.deadAt} is null) = (${t.deadBecause} is null)`),
  ],
);

/** How many letters left the house, per petition, kind and day: what is known of a letter once it is gone. */
export const letterTallies = pgTable(
  'letter_tallies',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    kind: text().$type<LetterKind>().notNull(),
    day: date({ mode: 'string' }).notNull(),
    handedOver: bigint('handed_over', { mode: 'number' }).notNull().default(0),
    dead: bigint({ mode: 'number' }).notNull().default(0),
    /** Addresses that do not exist. The kind tells whether they had signed: confirm-signature or already-signed. */
    bounced: bigint({ mode: 'number' }).notNull().default(0),
    /** Mailboxes whose owners called a letter spam; kinds as for those that bounced. */
    complained: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ name: 'one_letter_tally_per_petition_kind_and_day', columns: [t.petitionId, t.kind, t.day] })],
);

/** How many letters went to one domain, in slots of ten seconds, for a minute (SA-05). */
export const domainPaces = pgTable(
  'domain_paces',
  {
    /** As in the letters. */
    mark: integer().notNull(),
    /** Tens of seconds since 1970. */
    slot: integer().notNull(),
    sent: integer().notNull(),
  },
  (t) => [primaryKey({ name: 'one_pace_per_domain_and_slot', columns: [t.mark, t.slot] })],
);

/** One row: how fast all workers together call the provider, and why nobody calls it now. */
export const mailPace = pgTable(
  'mail_pace',
  {
    id: smallint().primaryKey().default(1),
    /** The next call begins no sooner. */
    nextCallAt: moment('next_call_at').notNull(),
    /** What the provider's refusals of us and its Retry-After ask for: no call before this moment. */
    closedUntil: moment('closed_until'),
    /** Set while the provider refuses whatever we send: key, sender or quota. */
    pausedAt: moment('paused_at'),
    /** The provider's name for it. */
    pausedBecause: text('paused_because'),
    /** Tries in a row that were refused so; the pauses between them grow with it. */
    refusals: smallint().notNull().default(0),
  },
  (t) => [
    check('there_is_one_pace', sql`${t.id} = 1`),
    check('pause_says_why', sql`(${t.pausedAt} is null) = (${t.pausedBecause} is null)`),
  ],
);

/**
 * How many letters strangers made us send to an address, over all petitions (SA-01). The address stands as a hash
 * under a key that is destroyed after two periods (lib/keys/recipient-keys.ts), and the petition as a number that
 * is another one for every address: rows of one petition have nothing in common.
 */
export const letterCaps = pgTable(
  'letter_caps',
  {
    recipientKey: bytes('recipient_key').primaryKey(),
    /** Hours since 1970 in which letters were queued, the oldest first. */
    hours: integer().array().notNull(),
    /** The petition of each, in the same order. */
    marks: integer().array().notNull(),
    /** From this hour on nothing of the row counts any more, and it goes. */
    endsHour: integer('ends_hour').notNull(),
  },
  (t) => [
    // A block range index costs a new row next to nothing, and rows end in about the order they came in.
    index('letter_caps_by_end').using('brin', t.endsHour),
    check('recipient_key_is_whole', sql`length(${t.recipientKey}) = 32`),
    check('letter_caps_fit', sql`cardinality(${t.hours}) = cardinality(${t.marks}) and cardinality(${t.hours}) <= 10`),
  ],
);

/** Attempts that were reminded of. A row outlives its attempt by a day at most. */
export const reminders = pgTable(
  'reminders',
  {
    /** The key is the promise: an attempt is reminded of once. */
    attemptId: uuid('attempt_id').primaryKey(),
    postedAt: moment('posted_at').notNull(),
  },
  (t) => [index('reminders_by_posting').on(t.postedAt)],
);

/** Events that the provider told us of, each taken in once. */
export const mailEvents = pgTable(
  'mail_events',
  {
    id: text().primaryKey(),
    receivedAt: moment('received_at').notNull().defaultNow(),
  },
  (t) => [
    index('mail_events_by_arrival').on(t.receivedAt),
    check('event_id_is_short', sql`length(${t.id}) between 1 and 256`),
  ],
);
