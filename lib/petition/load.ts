import { and, eq, isNotNull } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import {
  loadCards,
  loadDeliveries,
  loadEvents,
  loadPartners,
  loadRecord,
  loadShareLinks,
  loadShareWords,
  loadUpdates,
  loadVersions,
} from './load-parts.ts';
import type { Petition } from './petition.ts';
import { loadSealingKeys } from './sealing.ts';

const { campaigns, coalitions, petitions } = schema;

/** Everything that public pages show of one published petition; null when there is none. */
export async function loadPetition(where: { slug: string } | { id: string }): Promise<Petition | null> {
  const [row] = await database()
    .select({ petition: petitions, campaign: campaigns, coalition: coalitions })
    .from(petitions)
    .innerJoin(campaigns, eq(campaigns.id, petitions.campaignId))
    .innerJoin(coalitions, eq(coalitions.id, campaigns.coalitionId))
    .where(
      and(
        'slug' in where ? eq(petitions.slug, where.slug) : eq(petitions.id, where.id),
        isNotNull(petitions.publishedAt),
      ),
    );
  if (!row?.petition.publishedAt) return null;
  const versions = await loadVersions(row.petition.id);
  const text = versions[0];
  if (!text) return null;
  const [partnerRows, record, updates, events, shareLinks, cards, sealingKeys, shareWords, deliveries] =
    await Promise.all([
      loadPartners(row.coalition.id, text.id),
      loadRecord(row.campaign.id),
      loadUpdates(row.petition.id),
      loadEvents(row.petition.id),
      loadShareLinks(row.petition.id),
      loadCards(row.petition.id),
      loadSealingKeys(row.petition.id),
      loadShareWords(row.petition.id),
      loadDeliveries(row.petition.id),
    ]);
  const { campaign, coalition, petition } = row;
  return {
    id: petition.id,
    slug: petition.slug,
    privacyMode: petition.privacyMode,
    goalSteps: petition.goalSteps,
    publishedAt: row.petition.publishedAt,
    closesAt: petition.closesAt,
    closedAt: petition.closedAt,
    archivedAt: petition.archivedAt,
    consentsOffered: petition.consentsOffered,
    letterWording: petition.letterWording,
    sourceLanguage: petition.sourceLanguage,
    cards,
    shareWords,
    changedAt: petition.changedAt,
    campaign: { id: campaign.id, slug: campaign.slug, title: campaign.title, goal: campaign.goal },
    coalition: {
      slug: coalition.slug,
      name: coalition.name,
      signingPausedAt: coalition.signingPausedAt,
      banner: coalition.banner,
    },
    text,
    earlierTexts: versions.slice(1),
    partners: partnerRows,
    record,
    updates,
    events,
    deliveries,
    shareLinks,
    sealingKeys,
  };
}
