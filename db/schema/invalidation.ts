import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { petitions } from './petition.ts';
import { signatures } from './signature.ts';
import { accounts } from './team.ts';

export const invalidationReasons = ['duplicate', 'forged', 'bot', 'nonsense-name', 'by-request', 'other'] as const;
export type InvalidationReason = (typeof invalidationReasons)[number];

/**
 * One run that takes signatures out of the count. The public ledger shows its reason, size and time; what was looked
 * for may name people and stays sealed.
 */
export const invalidationRuns = pgTable(
  'invalidation_runs',
  {
    id: uuid().primaryKey().defaultRandom(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    /** What was looked for, under the petition's data key. */
    sealedPattern: bytes('sealed_pattern').notNull(),
    reason: text().$type<InvalidationReason>().notNull(),
    startedBy: uuid('started_by')
      .notNull()
      .references(() => accounts.id),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** How far the search has come: the last duplicate key it looked at. */
    cursor: bytes(),
    looked: bigint({ mode: 'number' }).notNull().default(0),
    found: bigint({ mode: 'number' }).notNull().default(0),
    done: bigint({ mode: 'number' }).notNull().default(0),
    lookedAt: moment('looked_at'),
    begunAt: moment('begun_at'),
    /** Set when the team stops it, at whatever stage; what was done so far stays until it is undone. */
    cancelledAt: moment('cancelled_at'),
    finishedAt: moment('finished_at'),
    undoBegunAt: moment('undo_begun_at'),
    undoneAt: moment('undone_at'),
    leasedUntil: moment('leased_until'),
  },
  (t) => [
    index('invalidation_runs_by_petition').on(t.petitionId, t.createdAt),
    check(
      'invalidation_reason_is_known',
      sql.raw(`reason in (${invalidationReasons.map((reason) => `'${reason}'`).join(', ')})`),
    ),
  ],
);

/** The signatures a run found, and whether it was this run that took them out: that is what undoing brings back. */
export const invalidationFinds = pgTable(
  'invalidation_finds',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => invalidationRuns.id),
    signatureId: uuid('signature_id')
      .notNull()
      .references(() => signatures.id),
    /** Null until the run came to it; false when it was out already. */
    applied: boolean(),
  },
  (t) => [
    primaryKey({ name: 'one_find_per_run_and_signature', columns: [t.runId, t.signatureId] }),
    index('finds_that_wait').on(t.runId).where(sql`${t.applied} is null`),
    index('finds_that_were_applied').on(t.runId).where(sql`${t.applied}`),
  ],
);
