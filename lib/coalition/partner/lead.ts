import { and, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../../audit.ts';
import { lockCoalition } from '../../team/lock.ts';
import type { Member } from '../../team/members.ts';
import type { TeamPartner } from '../../team/places.ts';

const { partners } = schema;

/** Gives the lead to a partner. There is one lead at most, and without its endorsement nothing is published. */
export async function changeLead(
  member: Member,
  partner: TeamPartner,
  now: Date,
): Promise<'changed' | 'already-lead' | 'not-joined'> {
  const coalitionId = member.coalition.id;
  return database().transaction(async (tx) => {
    await lockCoalition(tx, coalitionId);
    const [row] = await tx.select().from(partners).where(eq(partners.id, partner.id)).for('update');
    if (!row?.joinedAt || row.leftAt) return 'not-joined';
    if (row.isLead) return 'already-lead';
    await tx
      .update(partners)
      .set({ isLead: false })
      .where(and(eq(partners.coalitionId, coalitionId), eq(partners.isLead, true)));
    await tx.update(partners).set({ isLead: true }).where(eq(partners.id, row.id));
    const record = { actor: member.accountId, act: 'lead-changed', subject: { partner: row.id } } as const;
    await recordAudit(tx, { ...record, coalitionId }, now);
    return 'changed';
  });
}
