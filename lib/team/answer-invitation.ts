import { and, eq, isNull } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { findAccount, findAccountByAddress, makeAccount } from '../access/accounts.ts';
import { recordAudit } from '../audit.ts';
import type { Locale } from '../i18n/locales.ts';
import { hashToken, type Token } from '../token.ts';
import { isUnanswered, lockAddress, openInvitedAddress } from './invitations.ts';
import type { Role } from './rules.ts';

/** What an invited person is told before answering. */
export interface Invitation {
  readonly mailbox: string;
  /** Null: the invited founds the coalition. */
  readonly coalition: { readonly slug: string; readonly name: LocalText } | null;
  readonly role: Role;
  /** `isNew`: the partner itself joins the coalition with this answer. */
  readonly partner: { readonly name: LocalText; readonly isNew: boolean } | null;
  /** Null when the operator of the site invites. */
  readonly invitedBy: string | null;
  /** Null when this address has no account yet: it is asked for a name then. */
  readonly account: { readonly name: string } | null;
  readonly expiresAt: Date;
}

const { accounts, coalitions, invitations, members, partners } = schema;
type Row = typeof invitations.$inferSelect;

/** The open invitation of a token; null when it was answered or taken back, is over, or never was. */
export async function findInvitation(token: Token, now: Date): Promise<Invitation | null> {
  const [found] = await database()
    .select({ row: invitations, coalition: coalitions, partner: partners })
    .from(invitations)
    .leftJoin(coalitions, eq(coalitions.id, invitations.coalitionId))
    .leftJoin(partners, eq(partners.id, invitations.partnerId))
    .where(and(eq(invitations.tokenHash, hashToken(token)), isUnanswered));
  if (!found || found.row.expiresAt <= now || (found.partner && hasLeft(found.partner))) return null;
  const { coalition, partner, row } = found;
  const { canonical, mailbox } = await openInvitedAddress(row);
  const account = await findAccountByAddress(canonical);
  const inviter = row.invitedBy ? await findAccount(row.invitedBy) : null;
  return {
    mailbox,
    coalition: coalition && { slug: coalition.slug, name: coalition.name },
    role: row.role,
    partner: partner && { name: partner.name, isNew: !partner.joinedAt },
    invitedBy: inviter?.name ?? null,
    account: account && { name: account.name },
    expiresAt: row.expiresAt,
  };
}

/** A partner that had joined and left does not come back by an old letter to one of its people. */
const hasLeft = (partner: { joinedAt: Date | null; leftAt: Date | null }) =>
  partner.joinedAt !== null && partner.leftAt !== null;

export type AcceptOutcome =
  | { readonly outcome: 'accepted' | 'already-member'; readonly accountId: string }
  | { readonly outcome: 'unknown' };

interface Newcomer {
  readonly name: string;
  readonly language: Locale;
}

/**
 * The invited comes in: account, place and, for a partner that had not joined, the joining. An account there is keeps
 * its name and language.
 */
export async function acceptInvitation(token: Token, newcomer: Newcomer, now: Date): Promise<AcceptOutcome> {
  return database().transaction(async (tx) => {
    const row = await lockInvitation(tx, token, now);
    if (!row) return { outcome: 'unknown' };
    const { canonical, mailbox } = await openInvitedAddress(row);
    const wish = { mailbox, canonical, ...newcomer };
    const accountId = await makeAccount(tx, wish, now);
    const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
    if (!account || account.disabledAt) return { outcome: 'unknown' };
    const isSeated = row.coalitionId ? await takePlace(tx, row, row.coalitionId, accountId, now) : true;
    if (!row.coalitionId) await tx.update(accounts).set({ mayFound: now }).where(eq(accounts.id, accountId));
    await tx
      .update(invitations)
      .set(isSeated ? { acceptedAt: now } : { endedAt: now })
      .where(eq(invitations.id, row.id));
    if (!isSeated) return { outcome: 'already-member', accountId };
    const subject = { invitation: row.id, account: accountId, role: row.role };
    const audited = { actor: accountId, subject, coalitionId: row.coalitionId };
    await recordAudit(tx, { ...audited, act: 'invitation-accepted' }, now);
    return { outcome: 'accepted', accountId };
  });
}

/** False when the account has a place in this coalition already. */
async function takePlace(
  tx: Transaction,
  { partnerId, role }: Row,
  coalitionId: string,
  accountId: string,
  now: Date,
): Promise<boolean> {
  const [seated] = await tx
    .insert(members)
    .values({ accountId, coalitionId, role, partnerId, joinedAt: now, roleSince: now })
    .onConflictDoNothing()
    .returning({ id: members.id });
  if (!seated) return false;
  if (partnerId) await joinPartner(tx, { partnerId, coalitionId, accountId }, now);
  return true;
}

interface Joining {
  readonly partnerId: string;
  readonly coalitionId: string;
  readonly accountId: string;
}

async function joinPartner(tx: Transaction, { accountId, coalitionId, partnerId }: Joining, now: Date): Promise<void> {
  const [joined] = await tx
    .update(partners)
    .set({ joinedAt: now, leftAt: null })
    .where(and(eq(partners.id, partnerId), isNull(partners.joinedAt)))
    .returning({ slug: partners.slug });
  if (!joined) return;
  const subject = { partner: joined.slug };
  await recordAudit(tx, { actor: accountId, act: 'partner-joined', subject, coalitionId }, now);
}

/** The invited says no. A partner that had not joined declines with that; the coalition may ask it again. */
export async function declineInvitation(token: Token, now: Date): Promise<'declined' | 'unknown'> {
  return database().transaction(async (tx) => {
    const row = await lockInvitation(tx, token, now);
    if (!row) return 'unknown';
    await tx.update(invitations).set({ endedAt: now }).where(eq(invitations.id, row.id));
    const audited = { actor: 'invited', coalitionId: row.coalitionId };
    const subject = { invitation: row.id, role: row.role };
    await recordAudit(tx, { ...audited, act: 'invitation-declined', subject }, now);
    if (!row.partnerId) return 'declined';
    const [partner] = await tx
      .update(partners)
      .set({ leftAt: now })
      .where(and(eq(partners.id, row.partnerId), isNull(partners.joinedAt), isNull(partners.leftAt)))
      .returning({ slug: partners.slug });
    if (partner)
      await recordAudit(tx, { ...audited, act: 'partner-declined', subject: { partner: partner.slug } }, now);
    return 'declined';
  });
}

/** Whoever answers or invites this address next waits for this answer. */
async function lockInvitation(tx: Transaction, token: Token, now: Date): Promise<Row | null> {
  const isIt = and(eq(invitations.tokenHash, hashToken(token)), isUnanswered);
  const [known] = await tx.select().from(invitations).where(isIt);
  if (!known) return null;
  await lockAddress(tx, known.addressKey);
  const [row] = await tx.select().from(invitations).where(isIt).for('update');
  if (!row || row.expiresAt <= now) return null;
  if (!row.partnerId) return row;
  const [partner] = await tx.select().from(partners).where(eq(partners.id, row.partnerId)).for('update');
  return partner && !hasLeft(partner) ? row : null;
}
