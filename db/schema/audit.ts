import { bigint, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns.ts';

/** Who of the team did what, when. Append-only (trigger); never a word about a signer. */
export const auditRecords = pgTable('audit_records', {
  id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  at: moment('at').notNull().defaultNow(),
  actor: text().notNull(),
  act: text().notNull(),
  subject: jsonb().$type<{ readonly [name: string]: string | number }>().notNull(),
});
