import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes } from '../columns.ts';
import { partners } from './coalition.ts';
import { petitions } from './petition.ts';
import { shareLinks } from './share.ts';
import { petitionVersions } from './text.ts';

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
