import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment } from '../columns.ts';
import { partners } from './coalition.ts';
import { petitions } from './petition.ts';
import { shareLinks } from './share.ts';

/** One row for every change of a count, written beside its fact, taken away by the fold (lib/count/fold.ts). */
export const countChanges = pgTable('count_changes', {
  id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  petitionId: uuid('petition_id').notNull(),
  partnerId: uuid('partner_id'),
  shareCode: text('share_code'),
  /** ISO 3166-1 alpha-2, empty where none was given; null where the change is not about a country. */
  country: text(),
  /** Posted forms that were taken, several in one row. */
  attempted: integer().notNull().default(0),
  confirmed: smallint().notNull().default(0),
  withdrawn: smallint().notNull().default(0),
  invalidated: smallint().notNull().default(0),
});

/** What happened in an hour, for the team's charts: numbers alone, of the whole petition. */
export const hourlyCounts = pgTable(
  'hourly_counts',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    hour: moment('hour').notNull(),
    attempted: integer().notNull().default(0),
    confirmed: integer().notNull().default(0),
    withdrawn: integer().notNull().default(0),
    invalidated: integer().notNull().default(0),
  },
  (t) => [primaryKey({ name: 'one_count_per_petition_and_hour', columns: [t.petitionId, t.hour] })],
);

/** What happened on a day (UTC), in the whole petition (partner null) and through each partner. */
export const dailyCounts = pgTable(
  'daily_counts',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    partnerId: uuid('partner_id').references(() => partners.id),
    day: date({ mode: 'string' }).notNull(),
    attempted: integer().notNull().default(0),
    confirmed: integer().notNull().default(0),
    withdrawn: integer().notNull().default(0),
    invalidated: integer().notNull().default(0),
  },
  (t) => [unique('one_count_per_petition_partner_and_day').on(t.petitionId, t.partnerId, t.day).nullsNotDistinct()],
);

/** Counted signatures by country, all days together: a day and a country would point to people. */
export const countryCounts = pgTable(
  'country_counts',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    country: text().notNull(),
    count: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ name: 'one_count_per_petition_and_country', columns: [t.petitionId, t.country] })],
);

/** What a share link brought: visits (pages opened, nothing of the visitor) and counted signatures. */
export const shareCounts = pgTable('share_counts', {
  shareCode: text('share_code')
    .primaryKey()
    .references(() => shareLinks.code),
  visits: bigint({ mode: 'number' }).notNull().default(0),
  count: bigint({ mode: 'number' }).notNull().default(0),
});

export const petitionCounts = pgTable(
  'petition_counts',
  {
    petitionId: uuid('petition_id')
      .primaryKey()
      .references(() => petitions.id),
    confirmed: bigint({ mode: 'number' }).notNull().default(0),
    withdrawn: bigint({ mode: 'number' }).notNull().default(0),
    invalidated: bigint({ mode: 'number' }).notNull().default(0),
    changedAt: moment('changed_at').notNull(),
  },
  (t) => [
    index('petition_counts_by_change').on(t.changedAt),
    check('count_is_never_negative', sql`${t.confirmed} - ${t.withdrawn} - ${t.invalidated} >= 0`),
  ],
);

export const partnerCounts = pgTable(
  'partner_counts',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partners.id),
    count: bigint({ mode: 'number' }).notNull().default(0),
    changedAt: moment('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_count_per_petition_and_partner', columns: [t.petitionId, t.partnerId] }),
    index('partner_counts_by_change').on(t.changedAt),
    check('partner_count_is_never_negative', sql`${t.count} >= 0`),
  ],
);

/** When the counts were last made exact: the "as of" of every page. */
export const countFold = pgTable(
  'count_fold',
  {
    id: smallint().primaryKey().default(1),
    asOf: moment('as_of').notNull(),
  },
  (t) => [check('there_is_one_fold', sql`${t.id} = 1`)],
);
