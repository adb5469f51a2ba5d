import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { petitions } from './petition.ts';

/** When each job last did what it is there for: what operations watch (OP-02). No word of anybody. */
export const jobRuns = pgTable('job_runs', {
  name: text().primaryKey(),
  succeededAt: moment('succeeded_at').notNull(),
  /** Rows taken care of since the first day. */
  done: bigint({ mode: 'number' }).notNull().default(0),
});

/** What is done once to all signatures of a petition, portion by portion. */
export const signatureWorks = ['followers', 'details', 'severing', 'wiping', 'resealing'] as const;
export type SignatureWork = (typeof signatureWorks)[number];

/** How far such a work has come: whoever goes on after a crash begins here. */
export const petitionWorks = pgTable(
  'petition_works',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    work: text().$type<SignatureWork>().notNull(),
    /** The last duplicate key that was looked at. */
    cursor: bytes().notNull().default(sql`''::bytea`),
    done: bigint({ mode: 'number' }).notNull().default(0),
    begunAt: moment('begun_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ name: 'one_work_of_a_kind_per_petition', columns: [t.petitionId, t.work] }),
    index('works_under_way').on(t.work).where(sql`${t.finishedAt} is null`),
    check('work_is_known', sql.raw(`work in (${signatureWorks.map((work) => `'${work}'`).join(', ')})`)),
  ],
);

export const destroyedKeys = ['duplicates', 'all'] as const;
export type DestroyedKeys = (typeof destroyedKeys)[number];
export const destructionCauses = ['closed', 'team', 'operator'] as const;
export type DestructionCause = (typeof destructionCauses)[number];

/** The record of a key's end: which keys, when, by whose decision. Public on the petition's log page. */
export const keyDestructions = pgTable(
  'key_destructions',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    keys: text().$type<DestroyedKeys>().notNull(),
    cause: text().$type<DestructionCause>().notNull(),
    /** Fingerprints of the keys there were, separated by spaces; none of a key that was missing. */
    fingerprints: text().notNull(),
    /** From this moment nothing is written under them; the record of the intent outlives a crash. */
    begunAt: moment('begun_at').notNull(),
    /** When the files were gone. */
    destroyedAt: moment('destroyed_at'),
  },
  (t) => [
    primaryKey({ name: 'one_destruction_of_a_kind_per_petition', columns: [t.petitionId, t.keys] }),
    index('destructions_under_way').on(t.begunAt).where(sql`${t.destroyedAt} is null`),
    check('destroyed_keys_are_known', sql`${t.keys} in ('duplicates', 'all')`),
    check('destruction_cause_is_known', sql`${t.cause} in ('closed', 'team', 'operator')`),
  ],
);

/** A petition's data key on its way to its successor (lib/retention/rotate.ts). A row lives as long as the rotation. */
export const keyRotations = pgTable('key_rotations', {
  petitionId: uuid('petition_id')
    .primaryKey()
    .references(() => petitions.id),
  begunAt: moment('begun_at').notNull(),
  /** Set once the new key seals what is new. */
  promotedAt: moment('promoted_at'),
  /** The last duplicate key among the attempts that were looked at; null once all were. */
  attemptsCursor: bytes('attempts_cursor').default(sql`''::bytea`),
});

/** Where the chain of the audit begins since older records have ended: the last record that is gone, and its hash. */
export const auditAnchor = pgTable(
  'audit_anchor',
  {
    id: smallint().primaryKey().default(1),
    recordId: bigint('record_id', { mode: 'bigint' }).notNull(),
    hash: bytes().notNull(),
    /** How many records have ended so. */
    ended: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [check('there_is_one_anchor', sql`${t.id} = 1`)],
);
