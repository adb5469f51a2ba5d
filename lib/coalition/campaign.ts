import { asc, count, eq, isNotNull, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { recordAudit } from '../audit.ts';
import type { PostedForm } from '../form.ts';
import type { Member } from '../team/members.ts';
import type { TeamCampaign } from '../team/places.ts';
import { MARK, markOf, mergeText, type Problem, readFields, type Typed, typedOf } from './fields.ts';
import { LONGEST_SLUG, readSlug } from './slug.ts';

const { campaigns, petitions, recordLines } = schema;

export interface CampaignWords {
  readonly title: LocalText;
  readonly goal: LocalText;
}

export type TeamCampaignSummary = TeamCampaign & {
  readonly petitions: number;
  readonly publicPetitions: number;
  readonly lines: number;
};

/** All campaigns of the member's coalition, the oldest first, with how much there is in each. */
export async function listCampaigns(member: Member): Promise<TeamCampaignSummary[]> {
  const rows = await database()
    .select({
      campaign: campaigns,
      petitions: count(petitions.id),
      publicPetitions: sql<number>`count(${petitions.publishedAt})::int`,
      lines: sql<number>`(select count(*)::int from ${recordLines} where ${recordLines.campaignId} = ${campaigns.id})`,
    })
    .from(campaigns)
    .leftJoin(petitions, eq(petitions.campaignId, campaigns.id))
    .where(eq(campaigns.coalitionId, member.coalition.id))
    .groupBy(campaigns.id)
    .orderBy(asc(campaigns.slug));
  return rows.map(({ campaign, ...counted }) => ({ ...campaign, ...counted }));
}

const wordFields = [
  { name: 'title', longest: 200, missing: 'campaign-team.title.missing' },
  { name: 'goal', longest: 1_000, missing: 'campaign-team.goal.missing' },
] as const;

export const typedCampaign = ({ goal, title }: CampaignWords): Typed => typedOf({ title, goal });

export const readCampaignWords = (form: PostedForm) => ({
  ...readFields(form, wordFields, []),
  mark: form.values.get(MARK) ?? '',
});

export function readNewCampaign(form: PostedForm) {
  const { problems, texts, typed } = readFields(form, wordFields, [{ name: 'slug', longest: LONGEST_SLUG }]);
  const { problem, slug } = readSlug(typed.slug ?? '', texts.title);
  const isSlugAsked = problem !== null && !problems.some(({ key }) => key === 'campaign-team.title.missing');
  const all: readonly Problem[] = isSlugAsked ? [...problems, problem] : problems;
  return { typed, campaign: { slug, ...texts }, problems: all };
}

/** A new campaign, which nobody sees yet. Addresses of campaigns are one for the whole site. */
export async function createCampaign(
  member: Member,
  wish: CampaignWords & { readonly slug: string },
  now: Date,
): Promise<'created' | 'slug-taken'> {
  const coalitionId = member.coalition.id;
  return database().transaction(async (tx) => {
    const [made] = await tx
      .insert(campaigns)
      .values({ coalitionId, slug: wish.slug, title: wish.title, goal: wish.goal, changedAt: now })
      .onConflictDoNothing({ target: campaigns.slug })
      .returning({ id: campaigns.id });
    if (!made) return 'slug-taken';
    const record = { actor: member.accountId, act: 'campaign-created', subject: { campaign: made.id } } as const;
    await recordAudit(tx, { ...record, coalitionId }, now);
    return 'created';
  });
}

/** Saves the campaign's words, unless they changed since `mark` was taken. */
export async function describeCampaign(
  member: Member,
  campaign: TeamCampaign,
  { mark, texts }: { readonly mark: string; readonly texts: CampaignWords },
  now: Date,
): Promise<'saved' | 'stale'> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(campaigns).where(eq(campaigns.id, campaign.id)).for('no key update');
    if (!row || markOf(typedCampaign(row)) !== mark) return 'stale';
    const words = { title: mergeText(row.title, texts.title), goal: mergeText(row.goal, texts.goal) };
    await tx.update(campaigns).set(words).where(eq(campaigns.id, row.id));
    const record = { actor: member.accountId, act: 'campaign-described', subject: { campaign: row.id } } as const;
    await recordAudit(tx, { ...record, coalitionId: member.coalition.id }, now);
    return 'saved';
  });
}

/** Shows the campaign's page before it has a petition. With its first petition it is public in any case. */
export async function publishCampaign(
  member: Member,
  campaign: TeamCampaign,
  now: Date,
): Promise<'published' | 'already-published'> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(campaigns).where(eq(campaigns.id, campaign.id)).for('no key update');
    if (!row || row.publishedAt) return 'already-published';
    await tx.update(campaigns).set({ publishedAt: now }).where(eq(campaigns.id, row.id));
    const record = { actor: member.accountId, act: 'campaign-published', subject: { campaign: row.id } } as const;
    await recordAudit(tx, { ...record, coalitionId: member.coalition.id }, now);
    return 'published';
  });
}

/** Whether strangers can open the campaign's page: it was published, or one of its petitions was. */
export async function isCampaignPublic(campaign: TeamCampaign): Promise<boolean> {
  if (campaign.publishedAt) return true;
  const [row] = await database()
    .select({ petitions: count() })
    .from(petitions)
    .where(sql`${eq(petitions.campaignId, campaign.id)} and ${isNotNull(petitions.publishedAt)}`);
  return (row?.petitions ?? 0) > 0;
}
