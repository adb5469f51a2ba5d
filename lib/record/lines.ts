import { and, asc, eq, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { locales } from '../i18n/locales.ts';
import type { TeamCampaign } from '../team/places.ts';
import { type LineTexts, textNames } from './fields.ts';

const { draftSaves, recordLines } = schema;

export type TeamLine = typeof recordLines.$inferSelect;

/** The whole record of a campaign, in the order of the public page. */
export const listLines = (campaign: TeamCampaign): Promise<TeamLine[]> =>
  database()
    .select()
    .from(recordLines)
    .where(eq(recordLines.campaignId, campaign.id))
    .orderBy(asc(recordLines.happenedOn), asc(recordLines.position), asc(recordLines.id));

const isLine = (campaign: TeamCampaign, id: string) =>
  and(sql`id::text = ${id}`, eq(recordLines.campaignId, campaign.id));

export async function findLine(campaign: TeamCampaign, id: string): Promise<TeamLine | null> {
  const [row] = await database().select().from(recordLines).where(isLine(campaign, id));
  return row ?? null;
}

export async function lockLine(tx: Transaction, campaign: TeamCampaign, id: string): Promise<TeamLine | null> {
  const [row] = await tx.select().from(recordLines).where(isLine(campaign, id)).for('update');
  return row ?? null;
}

/** Languages in which something of the line is not said yet. */
export const missingLanguages = (line: LineTexts) =>
  locales.filter((language) => textNames.some((name) => !line[name][language]));

/** Where a removed line is kept. */
export const keptPlace = (campaign: TeamCampaign, id: string): string => `record/${campaign.id}/${id}`;

/** Whether a line of that id was removed from this record and is not back. */
export async function isRemoved(campaign: TeamCampaign, id: string): Promise<boolean> {
  if (await findLine(campaign, id)) return false;
  const [row] = await database()
    .select({ id: draftSaves.id })
    .from(draftSaves)
    .where(eq(draftSaves.place, keptPlace(campaign, id)))
    .limit(1);
  return row !== undefined;
}
