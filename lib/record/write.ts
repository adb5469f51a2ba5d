import { eq, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { mergeText } from '../coalition/fields.ts';
import type { Member } from '../team/members.ts';
import type { TeamCampaign } from '../team/places.ts';
import { type LineFacts, type LineTexts, markOfLine } from './fields.ts';
import { lockLine } from './lines.ts';

const { campaigns, recordLines } = schema;

/** Changes of one record happen one after the other, so that its order stays one. */
export async function lockRecord(tx: Transaction, campaign: TeamCampaign): Promise<void> {
  await tx.select({ id: campaigns.id }).from(campaigns).where(eq(campaigns.id, campaign.id)).for('no key update');
}

/** The place after the last line of a date. */
export async function lastPlace(tx: Transaction, campaign: TeamCampaign, happenedOn: string): Promise<number> {
  const [row] = await tx.execute<{ place: number }>(sql`
    select coalesce(max(position) + 1, 0)::int as place from record_lines
    where campaign_id = ${campaign.id} and happened_on = ${happenedOn}`);
  return row?.place ?? 0;
}

/** A new line, the last of its date. On the page of a public campaign it stands from this moment. */
export async function addLine(
  member: Member,
  campaign: TeamCampaign,
  line: LineFacts & LineTexts,
  now: Date,
): Promise<string> {
  return database().transaction(async (tx) => {
    await lockRecord(tx, campaign);
    const position = await lastPlace(tx, campaign, line.happenedOn);
    const { actNumber, form, happenedOn, publishedIn, source, sourceUrl, summary, who } = line;
    const facts = { happenedOn, form, sourceUrl, actNumber, publishedIn };
    const [row] = await tx
      .insert(recordLines)
      .values({ campaignId: campaign.id, position, ...facts, who, summary, source })
      .returning({ id: recordLines.id });
    if (!row) throw new Error('The line was not written.');
    const subject = { campaign: campaign.id, id: row.id, line: happenedOn };
    const coalitionId = member.coalition.id;
    await recordAudit(tx, { actor: member.accountId, act: 'record-line-added', subject, coalitionId }, now);
    return row.id;
  });
}

export interface LineChange {
  /** Null leaves the facts as they are: a translator changes words alone. */
  readonly facts: LineFacts | null;
  readonly texts: LineTexts;
  readonly mark: string;
}

/** Saves a line, unless it changed since `mark` was taken. With another date it goes to the end of that date. */
export async function changeLine(
  member: Member,
  campaign: TeamCampaign,
  lineId: string,
  { facts, mark, texts }: LineChange,
  now: Date,
): Promise<'saved' | 'stale' | 'unknown'> {
  return database().transaction(async (tx) => {
    await lockRecord(tx, campaign);
    const row = await lockLine(tx, campaign, lineId);
    if (!row) return 'unknown';
    if (markOfLine(row) !== mark) return 'stale';
    const isMoved = facts !== null && facts.happenedOn !== row.happenedOn;
    const position = isMoved ? await lastPlace(tx, campaign, facts.happenedOn) : row.position;
    const words = {
      who: mergeText(row.who, texts.who),
      summary: mergeText(row.summary, texts.summary),
      source: mergeText(row.source, texts.source),
    };
    const allowed = member.role === 'translator' ? null : facts;
    await tx
      .update(recordLines)
      .set({ ...words, ...(allowed ? { ...allowed, position } : {}) })
      .where(eq(recordLines.id, row.id));
    const subject = { campaign: campaign.id, id: row.id, line: allowed?.happenedOn ?? row.happenedOn };
    const coalitionId = member.coalition.id;
    await recordAudit(tx, { actor: member.accountId, act: 'record-line-changed', subject, coalitionId }, now);
    return 'saved';
  });
}
