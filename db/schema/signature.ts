import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { partners } from './coalition.ts';
import { petitions, petitionVersions, shareLinks } from './petition.ts';
import { accounts } from './team.ts';

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
    /** As the attempt had it: what a receipt needs. Gone with erasure and at the end of the petition's details. */
    sealedNonce: bytes('sealed_nonce'),
    /** Which entry of the log is this signature's, locked (lib/transparency/locks.ts). Null where the log has none. */
    sealedEntry: bytes('sealed_entry'),
    partnerId: uuid('partner_id').references(() => partners.id),
    shareCode: text('share_code').references(() => shareLinks.code),
    confirmedOn: date('confirmed_on', { mode: 'string' }).notNull(),
    withdrawnOn: date('withdrawn_on', { mode: 'string' }),
    invalidatedOn: date('invalidated_on', { mode: 'string' }),
  },
  (t) => [
    unique('one_signature_per_address').on(t.petitionId, t.duplicateKey),
    unique('one_signature_per_token').on(t.tokenHash),
    /** Of which the log has not heard: what was there before it, and what processes of an older version write. */
    index('signatures_unknown_to_the_log').on(t.id).where(sql`(${t.sealedEntry} is null) = (${t.withdrawnOn} is null)`),
    check('signature_keys_are_whole', sql`length(${t.duplicateKey}) = 32 and length(${t.tokenHash}) = 32`),
    check('signature_entry_is_locked', sql`length(${t.sealedEntry}) in (32, 60, 120)`),
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
  shareCode: text('share_code'),
  /** ISO 3166-1 alpha-2, empty where none was given; null where the change is not about a country. */
  country: text(),
  /** Posted forms that were taken, several in one row. */
  attempted: integer().notNull().default(0),
  confirmed: smallint().notNull().default(0),
  withdrawn: smallint().notNull().default(0),
  invalidated: smallint().notNull().default(0),
});

/** What happened in an hour, for the team's charts: numbers alone, of the whole petition. */
export const hourlyCounts = pgTable(
  'hourly_counts',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    hour: moment('hour').notNull(),
    attempted: integer().notNull().default(0),
    confirmed: integer().notNull().default(0),
    withdrawn: integer().notNull().default(0),
    invalidated: integer().notNull().default(0),
  },
  (t) => [primaryKey({ name: 'one_count_per_petition_and_hour', columns: [t.petitionId, t.hour] })],
);

/** What happened on a day (UTC), in the whole petition (partner null) and through each partner. */
export const dailyCounts = pgTable(
  'daily_counts',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    partnerId: uuid('partner_id').references(() => partners.id),
    day: date({ mode: 'string' }).notNull(),
    attempted: integer().notNull().default(0),
    confirmed: integer().notNull().default(0),
    withdrawn: integer().notNull().default(0),
    invalidated: integer().notNull().default(0),
  },
  (t) => [unique('one_count_per_petition_partner_and_day').on(t.petitionId, t.partnerId, t.day).nullsNotDistinct()],
);

/** Counted signatures by country, all days together: a day and a country would point to people. */
export const countryCounts = pgTable(
  'country_counts',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    country: text().notNull(),
    count: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ name: 'one_count_per_petition_and_country', columns: [t.petitionId, t.country] })],
);

/** What a share link brought: visits (pages opened, nothing of the visitor) and counted signatures. */
export const shareCounts = pgTable('share_counts', {
  shareCode: text('share_code')
    .primaryKey()
    .references(() => shareLinks.code),
  visits: bigint({ mode: 'number' }).notNull().default(0),
  count: bigint({ mode: 'number' }).notNull().default(0),
});

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

export const exportKinds = ['followers', 'delivery', 'sealed', 'daily-numbers'] as const;
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
    check('export_kind_is_known', sql`${t.kind} in ('followers', 'delivery', 'sealed', 'daily-numbers')`),
    check('nobody_approves_their_own_export', sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.askedBy}`),
  ],
);

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
