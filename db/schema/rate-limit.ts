import { sql } from 'drizzle-orm';
import { check, index, pgTable } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';

/** Form tickets and proofs of work that were used: each is taken once. A row says nothing of who came with it. */
export const spentProofs = pgTable(
  'spent_proofs',
  {
    proofHash: bytes('proof_hash').primaryKey(),
    /** From here on the proof itself is too old. */
    endsAt: moment('ends_at').notNull(),
  },
  (t) => [
    index('spent_proofs_by_end').using('brin', t.endsAt),
    check('proof_hash_is_whole', sql`length(${t.proofHash}) = 32`),
  ],
);
