import { sql } from 'drizzle-orm';
import { boolean, check, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes, type LocalText, moment } from '../columns.ts';

export const coalitions = pgTable(
  'coalitions',
  {
    id: uuid().primaryKey().defaultRandom(),
    slug: text().notNull(),
    name: jsonb().$type<LocalText>().notNull(),
    about: jsonb().$type<LocalText>().notNull().default({}),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Nothing is signed while this is set. */
    signingPausedAt: moment('signing_paused_at'),
    /** Letters of its petitions stay in the outbox while this is set. */
    lettersPausedAt: moment('letters_paused_at'),
    /** Said above every public page of its petitions. */
    banner: jsonb().$type<LocalText>(),
  },
  (t) => [
    unique('one_coalition_per_slug').on(t.slug),
    check('coalition_slug_is_plain', sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
  ],
);

export const partners = pgTable(
  'partners',
  {
    id: uuid().primaryKey().defaultRandom(),
    coalitionId: uuid('coalition_id')
      .notNull()
      .references(() => coalitions.id),
    slug: text().notNull(),
    name: jsonb().$type<LocalText>().notNull(),
    about: jsonb().$type<LocalText>().notNull(),
    isLead: boolean('is_lead').notNull().default(false),
    /** Null while its invitation is not answered; it stands on no public page before. */
    joinedAt: moment('joined_at').defaultNow(),
    leftAt: moment('left_at'),
  },
  (t) => [
    unique('one_partner_per_slug_in_a_coalition').on(t.coalitionId, t.slug),
    uniqueIndex('one_lead_per_coalition').on(t.coalitionId).where(sql`${t.isLead}`),
    check('partner_slug_is_plain', sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check('partner_leaves_after_joining', sql`${t.leftAt} is null or ${t.leftAt} >= ${t.joinedAt}`),
  ],
);

/** A coalition's picture, re-encoded by us: what was uploaded is not kept. */
export const coalitionLogos = pgTable('coalition_logos', {
  coalitionId: uuid('coalition_id')
    .primaryKey()
    .references(() => coalitions.id),
  /** PNG, 256 × 256 pixels at most, no metadata. */
  png: bytes().notNull(),
  changedAt: moment('changed_at').notNull().defaultNow(),
});
