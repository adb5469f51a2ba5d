import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';

/**
 * The transparency log's own tables (lib/transparency). None of them names a signature or a person: what ties a
 * signature to its entry is locked (`signatures.sealed_entry`), and opens for the petition's key or the signer's link.
 */

/** What of the log must be known to go on appending. One row; its lock puts everything into one order. */
export const logState = pgTable(
  'log_state',
  {
    id: smallint().primaryKey().default(1),
    size: bigint({ mode: 'bigint' }).notNull().default(sql`0`),
    /** The tree's right edge: 32 bytes for every one bit of the size, the largest subtree first. */
    edge: bytes().notNull().default(sql`''::bytea`),
    root: bytes().notNull().default(sql`sha256(''::bytea)`),
    /** Of the last entry; none after it is earlier. */
    hour: integer().notNull().default(0),
    /** Who the log is: set with its first signing key, and never again. */
    origin: text(),
    publicKey: bytes('public_key'),
    /** Why nothing is sequenced and signed at present (lib/transparency/guard.ts). */
    hold: text(),
    heldSince: moment('held_since'),
  },
  (t) => [
    check('there_is_one_log', sql`${t.id} = 1`),
    check('log_root_is_sha256', sql`length(${t.root}) = 32`),
    check('log_has_key_and_origin', sql`(${t.origin} is null) = (${t.publicKey} is null)`),
    check('log_hold_has_its_time', sql`(${t.hold} is null) = (${t.heldSince} is null)`),
  ],
);

export const logFactKinds = ['petition', 'sign', 'withdraw', 'invalidate', 'close', 'audit'] as const;
export type LogFactKind = (typeof logFactKinds)[number];

/** Facts that wait, about a second, for their place in the log. Written in the transaction of the fact. */
export const logPending = pgTable(
  'log_pending',
  {
    id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().$type<LogFactKind>().notNull(),
    petitionId: uuid('petition_id').notNull(),
    /** As in the entry. */
    code: smallint().notNull().default(0),
    /** Sign, and what takes a signature away: its commitment. Petition: SHA-256 of the text. Audit: of the report. */
    digest: bytes(),
  },
  (t) => [
    index('log_pending_by_digest').on(t.digest),
    check('log_fact_is_known', sql.raw(`kind in (${logFactKinds.map((kind) => `'${kind}'`).join(', ')})`)),
    check('log_fact_has_its_digest', sql`(${t.kind} = 'close') = (${t.digest} is null)`),
    check('log_digest_is_sha256', sql`length(${t.digest}) = 32`),
  ],
);

/** The fold of each petition so far (lib/log/entry/fold.ts). */
export const logPetitions = pgTable('log_petitions', {
  petitionId: uuid('petition_id').primaryKey(),
  nextEvent: bigint('next_event', { mode: 'number' }).notNull(),
  count: bigint({ mode: 'number' }).notNull(),
  textVersion: smallint('text_version').notNull(),
  isClosed: boolean('is_closed').notNull().default(false),
});

/** The log itself. Rows are only added (trigger). */
export const logEntries = pgTable(
  'log_entries',
  {
    idx: bigint({ mode: 'bigint' }).primaryKey(),
    entry: bytes().notNull(),
  },
  (t) => [
    index('log_signs_by_commitment')
      .on(sql`substring(${t.entry} from 41 for 32)`)
      .where(sql`get_byte(${t.entry}, 1) = 2`),
    index('log_removals_by_index')
      .on(sql`substring(${t.entry} from 33 for 8)`)
      .where(sql`get_byte(${t.entry}, 1) in (3, 4)`),
    check('log_entry_is_whole', sql`length(${t.entry}) in (72, 136)`),
    check('log_index_counts_from_zero', sql`${t.idx} >= 0`),
  ],
);

/** States of the log that were or are to be signed, for a day. The unique size lets one process sign it. */
export const logCheckpoints = pgTable(
  'log_checkpoints',
  {
    size: bigint({ mode: 'bigint' }).primaryKey(),
    root: bytes().notNull(),
    at: moment('at').notNull().defaultNow(),
    /** With every signature; null until it is published. */
    note: text(),
  },
  (t) => [
    check('log_checkpoint_root_is_sha256', sql`length(${t.root}) = 32`),
    check('log_checkpoint_holds_something', sql`${t.size} > 0`),
  ],
);

/** What each witness of the policy cosigned last. */
export const logWitnesses = pgTable('log_witnesses', {
  /** As in the policy. */
  name: text().primaryKey(),
  vkey: text().notNull(),
  size: bigint({ mode: 'bigint' }).notNull().default(sql`0`),
  /** Its signature line. */
  line: text(),
  answeredAt: moment('answered_at'),
  /** Why its last answer was of no use; null when it was. */
  trouble: text(),
});
