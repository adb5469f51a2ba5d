import { sql } from 'drizzle-orm';
import { bigint, check, date, index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { petitions } from './petition.ts';

export const letterKinds = [
  'confirm-signature',
  'already-signed',
  'sign-in',
  'invitation',
  'endorsement-asked',
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
    kind: text().$type<LetterKind>().notNull(),
    priority: smallint().notNull(),
    keyHour: integer('key_hour').notNull(),
    sealed: bytes().notNull(),
    batchId: uuid('batch_id').references(() => letterBatches.id),
    deadAt: moment('dead_at'),
    /** The provider's name for the fault, never its sentence: sentences quote addresses. */
    deadBecause: text('dead_because'),
  },
  (t) => [
    index('letters_that_wait').on(t.priority, t.position).where(sql`${t.batchId} is null and ${t.deadAt} is null`),
    index('letters_by_batch').on(t.batchId),
    index('letters_by_key_hour').on(t.keyHour),
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
  },
  (t) => [primaryKey({ name: 'one_letter_tally_per_petition_kind_and_day', columns: [t.petitionId, t.kind, t.day] })],
);
