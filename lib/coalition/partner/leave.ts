import { and, eq, isNull, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../../audit.ts';
import { isUnanswered } from '../../team/invitations.ts';
import { endSessionsOf, lockCoalition } from '../../team/lock.ts';
import type { Member } from '../../team/members.ts';
import type { TeamPartner } from '../../team/places.ts';

const { invitations, members, partners } = schema;

export type LeaveOutcome = 'left' | 'taken-back' | 'is-lead' | 'already-left' | 'joined-meanwhile';

/**
 * A partner leaves, by itself or by an owner. Its row stays, and with it every signature that came through it; its
 * people lose their places at once. A partner that never joined is taken back instead: nothing is left of it.
 */
export async function endPartnership(member: Member, partner: TeamPartner, now: Date): Promise<LeaveOutcome> {
  const coalitionId = member.coalition.id;
  return database().transaction(async (tx) => {
    await lockCoalition(tx, coalitionId);
    // Invitations first, then the partner: whoever accepts one takes them in the same order.
    const isOpen = and(eq(invitations.partnerId, partner.id), isUnanswered);
    await tx.select({ id: invitations.id }).from(invitations).where(isOpen).orderBy(invitations.id).for('update');
    const [row] = await tx.select().from(partners).where(eq(partners.id, partner.id)).for('update');
    if (!row) return 'taken-back';
    if (!row.joinedAt) return takeBack(tx, member, row, now);
    if (!partner.joinedAt) return 'joined-meanwhile';
    if (row.leftAt) return 'already-left';
    if (row.isLead) return 'is-lead';
    await tx.update(invitations).set({ endedAt: now }).where(isOpen);
    // The clocks of two transactions may differ by less than it takes to press a button.
    const leftAt = sql`greatest(${now.toISOString()}::timestamptz, joined_at)`;
    await tx.update(partners).set({ leftAt }).where(eq(partners.id, row.id));
    await endPlaces(tx, row.id, now);
    const record = { actor: member.accountId, act: 'partner-left', subject: { partner: row.id } } as const;
    await recordAudit(tx, { ...record, coalitionId }, now);
    return 'left';
  });
}

async function endPlaces(tx: Transaction, partnerId: string, now: Date): Promise<void> {
  const gone = await tx
    .update(members)
    .set({ leftAt: now })
    .where(and(eq(members.partnerId, partnerId), isNull(members.leftAt)))
    .returning({ accountId: members.accountId });
  for (const { accountId } of gone) await endSessionsOf(tx, accountId);
}

async function takeBack(tx: Transaction, member: Member, row: TeamPartner, now: Date): Promise<LeaveOutcome> {
  // A link may have been made for it ahead of time; then it stays, as one that declined.
  const [named] = await tx.execute(sql`select 1 from share_links where partner_id = ${row.id} limit 1`);
  if (named) {
    await tx
      .update(invitations)
      .set({ endedAt: now })
      .where(and(eq(invitations.partnerId, row.id), isUnanswered));
    await tx.update(partners).set({ leftAt: now }).where(eq(partners.id, row.id));
  } else {
    await tx.delete(invitations).where(eq(invitations.partnerId, row.id));
    await tx.delete(partners).where(eq(partners.id, row.id));
  }
  // By its slug: of what is gone, an id says nothing.
  const subject = { role: 'partner', partner: row.slug };
  const record = { actor: member.accountId, act: 'invitation-taken-back', subject } as const;
  await recordAudit(tx, { ...record, coalitionId: member.coalition.id }, now);
  return 'taken-back';
}
