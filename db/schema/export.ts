import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns.ts';
import { partners } from './coalition.ts';
import { petitions } from './petition.ts';
import { accounts } from './team.ts';

export const exportKinds = ['followers', 'delivery', 'sealed', 'daily-numbers', 'pack'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** A list that leaves the house: who asked for it, who agreed, and whether it was taken. */
export const exports = pgTable(
  'exports',
  {
    id: uuid().primaryKey().defaultRandom(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    kind: text().$type<ExportKind>().notNull(),
    /** Set where the list holds one partner's share alone. */
    partnerId: uuid('partner_id').references(() => partners.id),
    askedBy: uuid('asked_by')
      .notNull()
      .references(() => accounts.id),
    askedAt: moment('asked_at').notNull().defaultNow(),
    /** How many people it held when it was asked for. */
    people: bigint({ mode: 'number' }).notNull(),
    approvedBy: uuid('approved_by').references(() => accounts.id),
    approvedAt: moment('approved_at'),
    refusedAt: moment('refused_at'),
    /** Past this moment it must be asked for again. */
    expiresAt: moment('expires_at'),
    begunAt: moment('begun_at'),
    rowsSent: bigint('rows_sent', { mode: 'number' }).notNull().default(0),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    index('exports_by_petition').on(t.petitionId, t.askedAt),
    check('export_kind_is_known', sql`${t.kind} in ('followers', 'delivery', 'sealed', 'daily-numbers', 'pack')`),
    check('nobody_approves_their_own_export', sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.askedBy}`),
  ],
);
