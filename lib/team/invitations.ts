import { randomUUID } from 'node:crypto';
import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { type Address, type AddressProblem, readAddress } from '../address/address.ts';
import { recordAudit } from '../audit.ts';
import type { Locale } from '../i18n/locales.ts';
import { accountAddressKey, openForTeam, sealForTeam } from '../keys/account-keys.ts';
import { queueLetter } from '../mail/queue-letter.ts';
import { hashToken, newToken, type Token } from '../token.ts';
import type { Member } from './members.ts';
import type { Role } from './rules.ts';
import { mayBringVoice } from './voice.ts';

/** AD-07: an invitation is good once, and for this long, in milliseconds. */
export const INVITATION_LASTS = 72 * 60 * 60_000;

export interface InvitationWish {
  /** Null for the first owner of a site, who founds the coalition. */
  readonly coalitionId: string | null;
  readonly role: Role;
  /** For the role "partner" alone. */
  readonly partnerId: string | null;
  readonly typedAddress: string;
  /** Of the letter. */
  readonly language: Locale;
  /** The account that invites; null when the operator does, on the machine itself. */
  readonly invitedBy: string | null;
}

export type InviteOutcome =
  | { readonly outcome: 'invited'; readonly invitationId: string }
  | { readonly outcome: InvitationRefusal };

/** `not-your-partner`: that partner has people, and brings its colleagues itself. */
export type InvitationRefusal = AddressProblem | 'already-member' | 'not-your-partner';

const { accounts, invitations, members } = schema;

/** Invites an address by letter. Another invitation of it to the same place, still open, ends with that. */
export async function inviteMember(wish: InvitationWish, now: Date): Promise<InviteOutcome> {
  return database().transaction((tx) => writeInvitation(tx, wish, now));
}

/** The same, inside the transaction of a partner that is written with its invitation. */
export async function writeInvitation(tx: Transaction, wish: InvitationWish, now: Date): Promise<InviteOutcome> {
  const written = await writeTokenOf(tx, wish, now);
  return 'token' in written ? { outcome: 'invited', invitationId: written.invitationId } : written;
}

/** For the operator alone, who must come in though no letter may leave: the link's token as well. */
export async function inviteFromMachine(
  wish: Omit<InvitationWish, 'invitedBy'>,
  now: Date,
): Promise<{ readonly token: Token } | { readonly outcome: InvitationRefusal }> {
  return database().transaction((tx) => writeTokenOf(tx, { ...wish, invitedBy: null }, now));
}

type Written = { readonly token: Token; readonly invitationId: string } | { readonly outcome: InvitationRefusal };

async function writeTokenOf(tx: Transaction, wish: InvitationWish, now: Date): Promise<Written> {
  const address = readAddress(wish.typedAddress);
  if (typeof address === 'string') return { outcome: address };
  const addressKey = await accountAddressKey(address.canonical);
  await lockAddress(tx, addressKey);
  if (await isMember(tx, addressKey, wish.coalitionId)) return { outcome: 'already-member' };
  if (wish.partnerId && !(await mayBringVoice(tx, wish.partnerId, wish.invitedBy)))
    return { outcome: 'not-your-partner' };
  const isSamePlace = wish.coalitionId
    ? eq(invitations.coalitionId, wish.coalitionId)
    : isNull(invitations.coalitionId);
  await tx
    .update(invitations)
    .set({ endedAt: now })
    .where(and(eq(invitations.addressKey, addressKey), isSamePlace, isUnanswered));
  const token = newToken();
  const invitationId = await insertInvitation(tx, { ...wish, address, addressKey, token }, now);
  await queueLetter(tx, 'invitation', { mailbox: address.mailbox, language: wish.language, token }, now);
  return { token, invitationId };
}

/** One at a time per address: two invitations sent at once, or an answer and a new one, wait for each other. */
export async function lockAddress(tx: Transaction, addressKey: Buffer): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${addressKey.readInt32BE()}, ${addressKey.readInt32BE(4)})`);
}

export const isUnanswered = and(isNull(invitations.acceptedAt), isNull(invitations.endedAt)) as SQL;

async function isMember(tx: Transaction, addressKey: Buffer, coalitionId: string | null): Promise<boolean> {
  if (!coalitionId) return false;
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .where(and(eq(accounts.addressKey, addressKey), eq(members.coalitionId, coalitionId), isNull(members.leftAt)));
  return rows.length > 0;
}

interface NewInvitation extends InvitationWish {
  readonly address: Address;
  readonly addressKey: Buffer;
  readonly token: Token;
}

async function insertInvitation(tx: Transaction, wish: NewInvitation, now: Date): Promise<string> {
  const { address, addressKey, coalitionId, invitedBy, partnerId, role, token } = wish;
  const id = randomUUID();
  const expiresAt = new Date(now.getTime() + INVITATION_LASTS);
  const sealed = await sealForTeam(JSON.stringify(address), placeOf(id));
  const row = { id, tokenHash: hashToken(token), addressKey, sealed, coalitionId, role, partnerId, invitedBy };
  await tx.insert(invitations).values({ ...row, createdAt: now, expiresAt });
  const subject = { invitation: id, role, ...(partnerId ? { partner: partnerId } : {}) };
  await recordAudit(tx, { actor: invitedBy ?? 'command', act: 'member-invited', subject, coalitionId }, now);
  return id;
}

const placeOf = (id: string) => `invitation/${id}`;

/** The address an invitation went to. */
export async function openInvitedAddress({ id, sealed }: { id: string; sealed: Buffer }): Promise<Address> {
  // The cast holds because the key opens only what insertInvitation sealed for this id.
  return JSON.parse((await openForTeam(sealed, placeOf(id))).toString()) as Address;
}

export interface OpenInvitation {
  readonly id: string;
  readonly mailbox: string;
  readonly role: Role;
  readonly partnerId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Invitations of a coalition that can still be accepted, the newest first. */
export async function listInvitations(coalitionId: string): Promise<OpenInvitation[]> {
  const rows = await database()
    .select()
    .from(invitations)
    .where(and(eq(invitations.coalitionId, coalitionId), isUnanswered, gt(invitations.expiresAt, sql`now()`)))
    .orderBy(sql`created_at desc`);
  return Promise.all(
    rows.map(async (row) => {
      const { createdAt, expiresAt, id, partnerId, role } = row;
      return { id, mailbox: (await openInvitedAddress(row)).mailbox, role, partnerId, createdAt, expiresAt };
    }),
  );
}

/** Takes back an invitation of the member's own coalition; its link opens nothing from now on. */
export async function takeBackInvitation(
  { accountId, coalition }: Member,
  invitationId: string,
  now: Date,
): Promise<'taken-back' | 'unknown'> {
  return database().transaction(async (tx) => {
    const isMine = and(sql`id::text = ${invitationId}`, eq(invitations.coalitionId, coalition.id), isUnanswered);
    const [row] = await tx.update(invitations).set({ endedAt: now }).where(isMine).returning({ id: invitations.id });
    if (!row) return 'unknown';
    const subject = { invitation: row.id };
    await recordAudit(tx, { actor: accountId, act: 'invitation-taken-back', subject, coalitionId: coalition.id }, now);
    return 'taken-back';
  });
}
