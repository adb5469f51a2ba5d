import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, moment } from '../columns.ts';
import { coalitions, partners } from './coalition.ts';

/** A person who runs petitions. Address and name are sealed: a dump of the database does not tell who organises. */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Keyed hash of the address, to find the account by what is typed at the sign-in. */
    addressKey: bytes('address_key').notNull(),
    /** Address and name, under a key that is a file (lib/keys/account-keys.ts). */
    sealed: bytes().notNull(),
    language: text().notNull().default('en'),
    /** The secret of the codes, sealed; null until the first code proved it. */
    totpSealed: bytes('totp_sealed'),
    /** The time step of the last code taken: a code is good once. */
    totpStep: bigint('totp_step', { mode: 'number' }),
    failures: smallint().notNull().default(0),
    blockedUntil: moment('blocked_until'),
    /** Set for the first owner of a site: may found a coalition. */
    mayFound: moment('may_found_since'),
    createdAt: moment('created_at').notNull().defaultNow(),
    disabledAt: moment('disabled_at'),
  },
  (t) => [
    unique('one_account_per_address').on(t.addressKey),
    check('account_address_key_is_whole', sql`length(${t.addressKey}) = 32`),
  ],
);

export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's id, base64url. */
    id: text().primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    publicKey: bytes('public_key').notNull(),
    counter: bigint({ mode: 'number' }).notNull().default(0),
    transports: text().array().notNull().default(sql`'{}'`),
    name: text().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [index('passkeys_by_account').on(t.accountId)],
);

/** For the day when telephone and passkey are gone; each good once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    codeHash: bytes('code_hash').notNull(),
    usedAt: moment('used_at'),
  },
  (t) => [primaryKey({ name: 'one_recovery_code_of_a_kind', columns: [t.accountId, t.codeHash] })],
);

/** Somebody is signed in. The row is the right: once it is gone, the cookie opens nothing. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    tokenHash: bytes('token_hash').notNull(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    startedAt: moment('started_at').notNull().defaultNow(),
    seenAt: moment('seen_at').notNull().defaultNow(),
    /** When the second factor was last shown; null opens nothing but the page that asks for it. */
    provedAt: moment('proved_at'),
    /** What a passkey must sign next; good once. */
    challenge: text(),
    challengeAt: moment('challenge_at'),
  },
  (t) => [
    unique('one_session_per_token').on(t.tokenHash),
    index('sessions_by_account').on(t.accountId),
    check('session_token_hash_is_whole', sql`length(${t.tokenHash}) = 32`),
  ],
);

/** Links that were mailed to sign in with. */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    /** As next-auth hashes it, with AUTH_SECRET. */
    tokenHash: text('token_hash').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('sign_in_links_by_account').on(t.accountId)],
);

export const roles = ['owner', 'editor', 'translator', 'moderator', 'analyst', 'partner'] as const;
export type Role = (typeof roles)[number];

const knownRole = sql.raw(`role in (${roles.map((role) => `'${role}'`).join(', ')})`);

/** An account's place in a coalition. The role "partner" speaks for one partner and sees its share alone. */
export const members = pgTable(
  'members',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    coalitionId: uuid('coalition_id')
      .notNull()
      .references(() => coalitions.id),
    role: text().$type<Role>().notNull(),
    partnerId: uuid('partner_id').references(() => partners.id),
    joinedAt: moment('joined_at').notNull().defaultNow(),
    /** When it got the role it has: a new owner is no second person yet (lib/export/decide.ts). */
    roleSince: moment('role_since').notNull().defaultNow(),
    leftAt: moment('left_at'),
  },
  (t) => [
    uniqueIndex('one_place_per_account_and_coalition').on(t.accountId, t.coalitionId).where(sql`${t.leftAt} is null`),
    index('members_by_coalition').on(t.coalitionId),
    check('member_role_is_known', knownRole),
    check('partner_member_belongs_to_a_partner', sql`(${t.role} = 'partner') = (${t.partnerId} is not null)`),
  ],
);

export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey().defaultRandom(),
    tokenHash: bytes('token_hash').notNull(),
    addressKey: bytes('address_key').notNull(),
    sealed: bytes().notNull(),
    /** Null for the first owner of a site, who founds the coalition. */
    coalitionId: uuid('coalition_id').references(() => coalitions.id),
    role: text().$type<Role>().notNull(),
    partnerId: uuid('partner_id').references(() => partners.id),
    /** Null when the operator invited on the machine itself. */
    invitedBy: uuid('invited_by').references(() => accounts.id),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    /** Taken back by the team, or declined by the invited. */
    endedAt: moment('ended_at'),
  },
  (t) => [
    unique('one_invitation_per_token').on(t.tokenHash),
    index('invitations_by_coalition').on(t.coalitionId),
    check('invitation_role_is_known', knownRole),
    check('invitation_for_a_partner_names_it', sql`(${t.role} = 'partner') = (${t.partnerId} is not null)`),
    check('invitation_ends_once', sql`${t.acceptedAt} is null or ${t.endedAt} is null`),
  ],
);

/** Who has a draft open right now; a row older than a minute means nothing. */
export const presences = pgTable(
  'presences',
  {
    /** What is open: "petition/<id>/<language>". */
    place: text().notNull(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    seenAt: moment('seen_at').notNull(),
  },
  (t) => [primaryKey({ name: 'one_presence_per_place_and_account', columns: [t.place, t.accountId] })],
);

export type StoredFields = { readonly [name: string]: string };
/** Every state a draft was saved in, so that nothing that was typed is lost; one row per author and five minutes. */
export const draftSaves = pgTable(
  'draft_saves',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    place: text().notNull(),
    revision: bigint({ mode: 'number' }).notNull(),
    fields: jsonb().$type<StoredFields>().notNull(),
    savedBy: uuid('saved_by').references(() => accounts.id),
    savedAt: moment('saved_at').notNull(),
  },
  (t) => [index('draft_saves_by_place').on(t.place, t.id), index('draft_saves_by_time').on(t.savedAt)],
);
