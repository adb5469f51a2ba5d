import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns.ts';
import { petitions } from './petition.ts';
import { accounts } from './team.ts';

/** The text while it is written. Anything goes in here, also what is not finished. */
export const petitionDrafts = pgTable(
  'petition_drafts',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    language: text().notNull(),
    /** Counts the saves; a save says which one it began from. */
    revision: integer().notNull().default(1),
    title: text().notNull().default(''),
    demand: text().notNull().default(''),
    addressee: text().notNull().default(''),
    act: text().notNull().default(''),
    body: text().notNull().default(''),
    /** The share card's own words; empty takes title and demand. */
    cardTitle: text('card_title').notNull().default(''),
    cardText: text('card_text').notNull().default(''),
    /** For translations: the revision of the source language that this one follows. */
    followsRevision: integer('follows_revision'),
    savedAt: moment('saved_at').notNull().defaultNow(),
    savedBy: uuid('saved_by').references(() => accounts.id),
  },
  (t) => [
    primaryKey({ name: 'one_draft_per_petition_and_language', columns: [t.petitionId, t.language] }),
    check('draft_is_not_a_book', sql`length(${t.body}) <= 100000`),
  ],
);

/** The words of a published petition's share card, per language. */
export const petitionCards = pgTable(
  'petition_cards',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    language: text().notNull(),
    title: text().notNull(),
    text: text().notNull(),
  },
  (t) => [primaryKey({ name: 'one_card_per_petition_and_language', columns: [t.petitionId, t.language] })],
);
