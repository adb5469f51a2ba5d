import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { partners } from './coalition.ts';
import { petitions } from './petition.ts';
import { accounts } from './team.ts';

/** One state of the text in all its languages. Nothing of it changes once it is published (trigger). */
export const petitionVersions = pgTable(
  'petition_versions',
  {
    id: uuid().primaryKey().defaultRandom(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    version: integer().notNull(),
    /** SHA-256 of the canonical form, set at publication; lib/petition/canonical.ts defines the form. */
    sha256: bytes('sha256'),
    publishedAt: moment('published_at'),
    /** When it was laid before the partners; its text never changes from then on (trigger). */
    offeredAt: moment('offered_at').notNull().defaultNow(),
    offeredBy: uuid('offered_by').references(() => accounts.id),
  },
  (t) => [
    unique('one_text_version_per_number').on(t.petitionId, t.version),
    check('versions_count_from_one', sql`${t.version} between 1 and 255`),
    check('published_version_has_its_hash', sql`(${t.publishedAt} is null) = (${t.sha256} is null)`),
    check('version_hash_is_sha256', sql`${t.sha256} is null or length(${t.sha256}) = 32`),
  ],
);

export const petitionTexts = pgTable(
  'petition_texts',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => petitionVersions.id),
    language: text().notNull(),
    title: text().notNull(),
    demand: text().notNull(),
    addressee: text().notNull(),
    act: text().notNull(),
    body: text().notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_text_per_version_and_language', columns: [t.versionId, t.language] }),
    check('text_has_a_title', sql`length(${t.title}) between 1 and 200`),
    check('text_has_a_demand', sql`length(${t.demand}) between 1 and 1000`),
    check('text_language_is_a_tag', sql`${t.language} ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'`),
  ],
);

export const endorsements = pgTable(
  'endorsements',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => petitionVersions.id),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partners.id),
    endorsedAt: moment('endorsed_at').notNull().defaultNow(),
    endorsedBy: uuid('endorsed_by').references(() => accounts.id),
  },
  (t) => [primaryKey({ name: 'one_endorsement_per_partner_and_version', columns: [t.versionId, t.partnerId] })],
);
