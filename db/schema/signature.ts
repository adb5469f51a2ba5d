import { sql } from 'drizzle-orm';
import { bigint, check, date, index, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { partners } from './coalition.ts';
import { petitions, petitionVersions, shareLinks } from './petition.ts';

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

/** A confirmed act. Days only, random ids, and nothing in clear that points to a person. */
export const signatures = pgTable(
  'signatures',
  {
    id: uuid().primaryKey(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    versionId: uuid('version_id')
      .notNull()
      .references(() => petitionVersions.id),
    duplicateKey: bytes('duplicate_key'),
    tokenHash: bytes('token_hash'),
    sealed: bytes(),
    partnerId: uuid('partner_id').references(() => partners.id),
    shareCode: text('share_code').references(() => shareLinks.code),
    confirmedOn: date('confirmed_on', { mode: 'string' }).notNull(),
    withdrawnOn: date('withdrawn_on', { mode: 'string' }),
    invalidatedOn: date('invalidated_on', { mode: 'string' }),
  },
  (t) => [
    unique('one_signature_per_address').on(t.petitionId, t.duplicateKey),
    unique('one_signature_per_token').on(t.tokenHash),
    check('signature_keys_are_whole', sql`length(${t.duplicateKey}) = 32 and length(${t.tokenHash}) = 32`),
    check(
      'withdrawn_signature_keeps_nothing',
      sql`${t.withdrawnOn} is null or (${t.duplicateKey} is null and ${t.tokenHash} is null and ${t.sealed} is null
          and ${t.partnerId} is null and ${t.shareCode} is null)`,
    ),
  ],
);

export const consentKinds = ['display-initials', 'display-full', 'deliver', 'updates', 'partner-updates'] as const;
export type ConsentKind = (typeof consentKinds)[number];

/** What a signer allowed, under which wording, on which day. No row means no. */
export const consents = pgTable(
  'consents',
  {
    signatureId: uuid('signature_id')
      .notNull()
      .references(() => signatures.id, { onDelete: 'cascade' }),
    kind: text().$type<ConsentKind>().notNull(),
    wording: text().notNull(),
    givenOn: date('given_on', { mode: 'string' }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_consent_of_a_kind', columns: [t.signatureId, t.kind] }),
    check(
      'consent_kind_is_known',
      sql`${t.kind} in ('display-initials', 'display-full', 'deliver', 'updates', 'partner-updates')`,
    ),
  ],
);

/** Addresses that get no letters ("it was not me"), as keyed hashes. The token lifts the block again. */
export const suppressions = pgTable(
  'suppressions',
  {
    addressKey: bytes('address_key').primaryKey(),
    tokenHash: bytes('token_hash').notNull(),
    suppressedOn: date('suppressed_on', { mode: 'string' }).notNull(),
  },
  (t) => [
    unique('one_suppression_per_token').on(t.tokenHash),
    check('suppression_keys_are_whole', sql`length(${t.addressKey}) = 32 and length(${t.tokenHash}) = 32`),
  ],
);

/** One row for every change of a count, written beside its fact, taken away by the fold (lib/count/fold.ts). */
export const countChanges = pgTable('count_changes', {
  id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  petitionId: uuid('petition_id').notNull(),
  partnerId: uuid('partner_id'),
  confirmed: smallint().notNull().default(0),
  withdrawn: smallint().notNull().default(0),
  invalidated: smallint().notNull().default(0),
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
