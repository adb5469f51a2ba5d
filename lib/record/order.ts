import { and, asc, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import type { Member } from '../team/members.ts';
import type { TeamCampaign } from '../team/places.ts';
import { lockLine } from './lines.ts';
import { lockRecord } from './write.ts';

const { recordLines } = schema;

/** Moves a line past its neighbour of the same date. Dates themselves order the record. */
export async function moveLine(
  member: Member,
  campaign: TeamCampaign,
  lineId: string,
  direction: 'up' | 'down',
  now: Date,
): Promise<'moved' | 'at-the-end' | 'unknown'> {
  return database().transaction(async (tx) => {
    await lockRecord(tx, campaign);
    const row = await lockLine(tx, campaign, lineId);
    if (!row) return 'unknown';
    const sameDate = await tx
      .select({ id: recordLines.id, position: recordLines.position })
      .from(recordLines)
      .where(and(eq(recordLines.campaignId, campaign.id), eq(recordLines.happenedOn, row.happenedOn)))
      .orderBy(asc(recordLines.position), asc(recordLines.id));
    const from = sameDate.findIndex(({ id }) => id === row.id);
    const to = direction === 'up' ? from - 1 : from + 1;
    if (to < 0 || to >= sameDate.length) return 'at-the-end';
    const ordered = sameDate.toSpliced(from, 1).toSpliced(to, 0, { id: row.id, position: row.position });
    for (const [position, line] of ordered.entries()) {
      if (line.position === position) continue;
      await tx.update(recordLines).set({ position }).where(eq(recordLines.id, line.id));
    }
    const subject = { campaign: campaign.id, id: row.id, line: row.happenedOn };
    const coalitionId = member.coalition.id;
    await recordAudit(tx, { actor: member.accountId, act: 'record-line-moved', subject, coalitionId }, now);
    return 'moved';
  });
}
