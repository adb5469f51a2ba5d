import { and, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { isSlug } from '../urls.ts';
import type { Member } from './members.ts';

/** A petition as its team works on it, published or not. */
export type TeamPetition = typeof schema.petitions.$inferSelect & {
  readonly campaign: { readonly id: string; readonly slug: string };
};

/** The petition of that slug in the member's own coalition; another's is as good as none (AD-02). */
export async function findTeamPetition(member: Member, slug: string): Promise<TeamPetition | null> {
  if (!isSlug(slug)) return null;
  const [row] = await database()
    .select({ petition: schema.petitions, campaign: { id: schema.campaigns.id, slug: schema.campaigns.slug } })
    .from(schema.petitions)
    .innerJoin(schema.campaigns, eq(schema.campaigns.id, schema.petitions.campaignId))
    .where(and(eq(schema.petitions.slug, slug), eq(schema.campaigns.coalitionId, member.coalition.id)));
  return row ? { ...row.petition, campaign: row.campaign } : null;
}

export type TeamCampaign = typeof schema.campaigns.$inferSelect;

export async function findTeamCampaign(member: Member, slug: string): Promise<TeamCampaign | null> {
  if (!isSlug(slug)) return null;
  const [row] = await database()
    .select()
    .from(schema.campaigns)
    .where(and(eq(schema.campaigns.slug, slug), eq(schema.campaigns.coalitionId, member.coalition.id)));
  return row ?? null;
}

export type TeamPartner = typeof schema.partners.$inferSelect;

/** A partner of the member's coalition; to a partner's own member, every other partner is as good as none. */
export async function findTeamPartner(member: Member, slug: string): Promise<TeamPartner | null> {
  if (!isSlug(slug)) return null;
  const [row] = await database()
    .select()
    .from(schema.partners)
    .where(and(eq(schema.partners.slug, slug), eq(schema.partners.coalitionId, member.coalition.id)));
  if (!row || (member.role === 'partner' && row.id !== member.partnerId)) return null;
  return row;
}
