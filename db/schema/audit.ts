import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { coalitions } from './coalition.ts';

/** Who of the team did what, when. Append-only (trigger); never a word about a signer. */
export const auditRecords = pgTable(
  'audit_records',
  {
    id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment('at').notNull().defaultNow(),
    actor: text().notNull(),
    act: text().notNull(),
    subject: jsonb().$type<{ readonly [name: string]: string | number }>().notNull(),
    coalitionId: uuid('coalition_id').references(() => coalitions.id),
    /** SHA-256 over the record before it and this one, set by a trigger: who changes one breaks all that follow. */
    hash: bytes().notNull().default(sql`''::bytea`),
  },
  (t) => [index('audit_by_coalition').on(t.coalitionId, t.id)],
);
