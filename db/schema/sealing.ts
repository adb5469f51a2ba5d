import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { petitions } from './petition.ts';
import { accounts } from './team.ts';

/** The form of a native recipient of age (age-encryption.org/v1): bech32 of an X25519 public key. */
const isRecipient = sql.raw(`recipient ~ '^age1[02-9ac-hj-np-z]{58}$'`);

/** Who of the team may hold a share of sealing keys: the public half of a key of their own, which never was here. */
export const keyHolders = pgTable(
  'key_holders',
  {
    accountId: uuid('account_id')
      .primaryKey()
      .references(() => accounts.id),
    recipient: text().notNull(),
    registeredAt: moment('registered_at').notNull(),
  },
  () => [check('holder_has_an_age_recipient', isRecipient)],
);

/**
 * What a sealed petition's signers are sealed to. The private half is here only as one age file that its holders'
 * own keys open; what stands in a row never changes (trigger). The newest one whose time has come is used.
 */
export const sealingKeys = pgTable(
  'sealing_keys',
  {
    id: uuid().primaryKey().defaultRandom(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    recipient: text().notNull(),
    /** The private half, armored, wrapped to all its holders. */
    wrapped: text().notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => accounts.id),
    madeAt: moment('made_at').notNull(),
    /** Who else agreed; needed once the petition is published (AD-09). */
    approvedBy: uuid('approved_by').references(() => accounts.id),
    refusedAt: moment('refused_at'),
    /** From when on new signatures are sealed to it; null while it waits for the second person. */
    activeFrom: moment('active_from'),
  },
  (t) => [
    unique('a_sealing_key_serves_once').on(t.recipient),
    index('sealing_keys_by_petition').on(t.petitionId, t.activeFrom),
    check('sealing_key_is_an_age_recipient', isRecipient),
    check('wrapped_key_is_an_age_file', sql`${t.wrapped} like '-----BEGIN AGE ENCRYPTED FILE-----%'`),
    check('wrapped_key_is_no_book', sql`length(${t.wrapped}) <= 20000`),
    check('nobody_approves_their_own_key', sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.madeBy}`),
  ],
);

/** Whom the private half was wrapped to, by their recipient of that day. */
export const sealingKeyHolders = pgTable(
  'sealing_key_holders',
  {
    keyId: uuid('key_id')
      .notNull()
      .references(() => sealingKeys.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    recipient: text().notNull(),
  },
  (t) => [primaryKey({ name: 'one_share_of_a_key_per_holder', columns: [t.keyId, t.accountId] })],
);

/** A holder has opened, with their own key and this one, a random word that the server had sealed to it. */
export const sealingOpenings = pgTable(
  'sealing_openings',
  {
    keyId: uuid('key_id')
      .notNull()
      .references(() => sealingKeys.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    wordHash: bytes('word_hash').notNull(),
    provedAt: moment('proved_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_opening_per_key_and_holder', columns: [t.keyId, t.accountId] }),
    check('opening_hash_is_whole', sql`length(${t.wordHash}) = 32`),
  ],
);

/**
 * Names that signers of a public petition chose to show, as they are shown. Nothing here points to a signature: the
 * signature knows its row, sealed. No time, and no order of time (db/vacuum.ts).
 */
export const publicNames = pgTable(
  'public_names',
  {
    id: uuid().primaryKey(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    name: text().notNull(),
  },
  (t) => [
    index('public_names_by_petition').on(t.petitionId, t.id),
    check('public_name_is_a_name', sql`length(${t.name}) between 1 and 400`),
  ],
);
