import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { LocalText } from '../columns.ts';
import { campaigns } from './petition.ts';

export const recordForms = ['spoken', 'written', 'draft', 'signed act'] as const;
export type RecordForm = (typeof recordForms)[number];

/** What the addressee's side has said, and what it has signed. */
export const recordLines = pgTable(
  'record_lines',
  {
    id: uuid().primaryKey().defaultRandom(),
    campaignId: uuid('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /** A day ("2022-10-31") or, where no more is known, a month ("2022-11"). */
    happenedOn: text('happened_on').notNull(),
    /** Orders the lines of one date. */
    position: integer().notNull().default(0),
    who: jsonb().$type<LocalText>().notNull(),
    form: text().$type<RecordForm>().notNull(),
    summary: jsonb().$type<LocalText>().notNull(),
    source: jsonb().$type<LocalText>().notNull(),
    sourceUrl: text('source_url'),
    actNumber: text('act_number'),
    publishedIn: text('published_in'),
  },
  (t) => [
    index('record_lines_by_date').on(t.campaignId, t.happenedOn, t.position),
    check('record_date_is_a_day_or_a_month', sql`${t.happenedOn} ~ '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$'`),
    check('record_form_is_known', sql`${t.form} in ('spoken', 'written', 'draft', 'signed act')`),
    check(
      'signed_act_has_number_and_publication',
      sql`${t.form} <> 'signed act' or (${t.actNumber} is not null and ${t.publishedIn} is not null)`,
    ),
    check('source_link_is_a_web_address', sql`${t.sourceUrl} is null or ${t.sourceUrl} ~ '^https?://'`),
  ],
);
