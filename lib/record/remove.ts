import { desc, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import type { Member } from '../team/members.ts';
import type { TeamCampaign } from '../team/places.ts';
import { keptPlace, lockLine } from './lines.ts';
import { lastPlace, lockRecord } from './write.ts';

const { draftSaves, recordLines } = schema;

/** Takes a line off the record. What it said is kept among the drafts, from where it can be put back. */
export async function removeLine(
  member: Member,
  campaign: TeamCampaign,
  lineId: string,
  now: Date,
): Promise<'removed' | 'unknown'> {
  return database().transaction(async (tx) => {
    await lockRecord(tx, campaign);
    const row = await lockLine(tx, campaign, lineId);
    if (!row) return 'unknown';
    await tx.insert(draftSaves).values({
      place: keptPlace(campaign, row.id),
      revision: now.getTime(),
      fields: { line: JSON.stringify(row) },
      savedBy: member.accountId,
      savedAt: now,
    });
    await tx.delete(recordLines).where(eq(recordLines.id, row.id));
    const subject = { campaign: campaign.id, id: row.id, line: row.happenedOn };
    const coalitionId = member.coalition.id;
    await recordAudit(tx, { actor: member.accountId, act: 'record-line-removed', subject, coalitionId }, now);
    return 'removed';
  });
}

/** Puts a removed line back, as it last stood, at the end of its date. */
export async function restoreLine(
  member: Member,
  campaign: TeamCampaign,
  lineId: string,
  now: Date,
): Promise<'restored' | 'already-there' | 'unknown'> {
  return database().transaction(async (tx) => {
    await lockRecord(tx, campaign);
    if (await lockLine(tx, campaign, lineId)) return 'already-there';
    const [kept] = await tx
      .select({ fields: draftSaves.fields })
      .from(draftSaves)
      .where(eq(draftSaves.place, keptPlace(campaign, lineId)))
      .orderBy(desc(draftSaves.id))
      .limit(1);
    if (!kept?.fields.line) return 'unknown';
    // The cast holds because removeLine wrote it from such a row, and rows of this table are changed by nobody.
    const row = JSON.parse(kept.fields.line) as typeof recordLines.$inferInsert;
    const position = await lastPlace(tx, campaign, row.happenedOn);
    await tx.insert(recordLines).values({ ...row, position });
    const subject = { campaign: campaign.id, id: lineId, line: row.happenedOn };
    const coalitionId = member.coalition.id;
    await recordAudit(tx, { actor: member.accountId, act: 'record-line-restored', subject, coalitionId }, now);
    return 'restored';
  });
}
