import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { petitions } from './petition.ts';

export const updates = pgTable(
  'updates',
  {
    id: uuid().primaryKey().defaultRandom(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    /** Given at publication, in the order of publication. */
    number: integer(),
    publishedAt: moment('published_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
    revision: integer().notNull().default(1),
    scheduledFor: moment('scheduled_for'),
    /** Whether it goes as a letter to those who asked for letters. */
    sendsLetters: boolean('sends_letters').notNull().default(true),
  },
  (t) => [
    unique('one_update_per_number').on(t.petitionId, t.number),
    check('updates_count_from_one', sql`${t.number} >= 1`),
    check('published_update_has_its_number', sql`(${t.publishedAt} is null) or (${t.number} is not null)`),
  ],
);

export const updateTexts = pgTable(
  'update_texts',
  {
    updateId: uuid('update_id')
      .notNull()
      .references(() => updates.id),
    language: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
  },
  (t) => [primaryKey({ name: 'one_update_text_per_language', columns: [t.updateId, t.language] })],
);

export const stopReasons = ['team', 'complaints'] as const;
export type StopReason = (typeof stopReasons)[number];

/**
 * The letters of one update to those who asked for news: how far their writing has come, and what became of them.
 * Numbers alone; who gets them stands in update_letters until the sending is over.
 */
export const updateSendings = pgTable(
  'update_sendings',
  {
    updateId: uuid('update_id')
      .primaryKey()
      .references(() => updates.id),
    queuedAt: moment('queued_at').notNull(),
    /** How many had asked when it began; null before, and where they could not be counted in time. */
    people: integer(),
    /** The last duplicate key that was looked at. */
    cursor: bytes(),
    /** Letters that were put into the outbox. */
    written: integer().notNull().default(0),
    /** When the last of them was. */
    writtenAt: moment('written_at'),
    handedOver: integer('handed_over').notNull().default(0),
    dead: integer().notNull().default(0),
    complained: integer().notNull().default(0),
    /** The petition's complaints that the team knew of when it went on: only more of them stop it again. */
    complaintsKnown: integer('complaints_known').notNull().default(0),
    stoppedAt: moment('stopped_at'),
    stoppedBecause: text('stopped_because').$type<StopReason>(),
    endedAt: moment('ended_at'),
    /** Two marks, two minutes apart or more, of how many had been handed over and when: the pace is taken from the older. */
    paceAt: moment('pace_at'),
    paceCount: integer('pace_count').notNull().default(0),
    nextPaceAt: moment('next_pace_at'),
    nextPaceCount: integer('next_pace_count').notNull().default(0),
  },
  (t) => [
    index('sendings_under_way').on(t.queuedAt).where(sql`${t.endedAt} is null`),
    index('sendings_that_stand').on(t.updateId).where(sql`${t.stoppedAt} is not null and ${t.endedAt} is null`),
    check('stopped_sending_says_why', sql`(${t.stoppedAt} is null) = (${t.stoppedBecause} is null)`),
    check(
      'stop_reason_is_known',
      sql.raw(`stopped_because in (${stopReasons.map((reason) => `'${reason}'`).join(', ')})`),
    ),
    check('ended_sending_keeps_no_place', sql`${t.endedAt} is null or ${t.cursor} is null`),
  ],
);

/**
 * The key is the promise: no signer gets an update twice. The id is that of the letter, a keyed hash of update and
 * signature (lib/keys/news-keys.ts), so that a row points to nobody. Rows go when the sending is over.
 */
export const updateLetters = pgTable(
  'update_letters',
  {
    letterId: uuid('letter_id').primaryKey(),
    updateId: uuid('update_id')
      .notNull()
      .references(() => updateSendings.updateId),
  },
  (t) => [index('update_letters_by_update').on(t.updateId)],
);

/** An update laid out as a letter, once per language of its readers: each letter differs in its link alone. */
export const updateSheets = pgTable(
  'update_sheets',
  {
    updateId: uuid('update_id')
      .notNull()
      .references(() => updateSendings.updateId),
    language: text().notNull(),
    subject: text().notNull(),
    html: text().notNull(),
    text: text().notNull(),
  },
  (t) => [primaryKey({ name: 'one_update_sheet_per_language', columns: [t.updateId, t.language] })],
);
