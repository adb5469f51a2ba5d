import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { type AuditAct, recordAudit } from '../audit.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { petitionSums } from './complaints.ts';

export type StopOutcome = 'stopped' | 'stands' | 'ended' | 'unknown';

/** No further letter of the update leaves: neither those to be written nor those that wait in the outbox. */
export async function stopSending(
  updateId: string,
  petition: TeamPetition,
  member: Member,
  now: Date,
): Promise<StopOutcome> {
  return database().transaction(async (tx) => {
    const sending = await holdSending(tx, updateId, petition);
    if (!sending) return 'unknown';
    if (sending.ended) return 'ended';
    if (sending.stands) return 'stands';
    await tx.execute(sql`
      update update_sendings set stopped_at = ${now.toISOString()}::timestamptz, stopped_because = 'team'
      where update_id = ${updateId}`);
    await audit(tx, 'sending-stopped', { updateId, petition, number: sending.number, member }, now);
    return 'stopped';
  });
}

export type ResumeOutcome = 'resumed' | 'goes' | 'ended' | 'unknown';

/** Lets the letters go on where they stood. What people complained of so far is known, and stops them no more. */
export async function resumeSending(
  updateId: string,
  petition: TeamPetition,
  member: Member,
  now: Date,
): Promise<ResumeOutcome> {
  return database().transaction(async (tx) => {
    const sending = await holdSending(tx, updateId, petition);
    if (!sending) return 'unknown';
    if (sending.ended) return 'ended';
    if (!sending.stands) return 'goes';
    await tx.execute(sql`
      with sums as (${petitionSums})
      update update_sendings set stopped_at = null, stopped_because = null, pace_at = null, next_pace_at = null,
        complaints_known = greatest(complained, coalesce((select complained from sums where petition_id = ${petition.id}), 0))
      where update_id = ${updateId}`);
    await audit(tx, 'sending-resumed', { updateId, petition, number: sending.number, member }, now);
    return 'resumed';
  });
}

/** The sending, locked; of this petition alone, and none for what is no id. */
async function holdSending(tx: Transaction, updateId: string, { id }: TeamPetition) {
  const [row] = await tx.execute<{ ended: boolean; stands: boolean; number: number }>(sql`
    select s.ended_at is not null as ended, s.stopped_at is not null as stands, u.number
    from update_sendings s join updates u on u.id = s.update_id
    where s.update_id::text = ${updateId} and u.petition_id = ${id} for update of s`);
  return row ?? null;
}

interface Act {
  readonly updateId: string;
  readonly petition: TeamPetition;
  readonly number: number;
  readonly member: Member;
}

function audit(
  tx: Transaction,
  act: AuditAct,
  { member, number, petition: { id, slug }, updateId }: Act,
  now: Date,
): Promise<void> {
  const subject = { petition: id, slug, update: updateId, number };
  return recordAudit(tx, { actor: member.accountId, act, subject, coalitionId: member.coalition.id }, now);
}
