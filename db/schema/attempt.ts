import { sql } from 'drizzle-orm';
import { check, index, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { partners } from './coalition.ts';
import { petitions } from './petition.ts';
import { shareLinks } from './share.ts';
import { petitionVersions } from './text.ts';

/**
 * A posted form that waits for its confirmation. Nothing here is readable without the petition's keys,
 * which are files outside the database (lib/keys): `sealed` holds what was typed, `duplicate_key` is a keyed
 * hash of the canonical address, `token_hash` the SHA-256 of the letter's token.
 */
export const attempts = pgTable(
  'attempts',
  {
    id: uuid().primaryKey(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    versionId: uuid('version_id')
      .notNull()
      .references(() => petitionVersions.id),
    duplicateKey: bytes('duplicate_key').notNull(),
    /** Which of an address's three letters this is; the unique constraint is the cap (SA-12). */
    slot: smallint().notNull(),
    tokenHash: bytes('token_hash').notNull(),
    /** Null once the address is confirmed by another attempt: its letter still leads to the signature. */
    sealed: bytes(),
    /** Nonce and commitment for the log; opens for the letter's token alone. Attempts of older versions have none. */
    sealedNonce: bytes('sealed_nonce'),
    partnerId: uuid('partner_id').references(() => partners.id),
    shareCode: text('share_code').references(() => shareLinks.code),
    /** The hour only (safety.md §7.2). */
    postedAt: moment('posted_at').notNull(),
  },
  (t) => [
    unique('three_live_attempts_per_address').on(t.petitionId, t.duplicateKey, t.slot),
    unique('one_attempt_per_token').on(t.tokenHash),
    index('attempts_by_hour').on(t.postedAt),
    check('attempts_have_three_slots', sql`${t.slot} between 1 and 3`),
    check('attempt_keeps_only_the_hour', sql`${t.postedAt} = date_trunc('hour', ${t.postedAt}, 'UTC')`),
    check('attempt_keys_are_whole', sql`length(${t.duplicateKey}) = 32 and length(${t.tokenHash}) = 32`),
  ],
);
