import { and, asc, desc, eq, exists, isNotNull, isNull, or } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { isSlug } from '../urls.ts';
import { loadRecord } from './load-parts.ts';
import type { RecordLine } from './petition.ts';

export interface Campaign {
  readonly slug: string;
  readonly title: LocalText;
  readonly goal: LocalText;
  readonly coalition: LocalText;
  /** Said above the page; null for nothing. */
  readonly banner: LocalText | null;
  /** Where the coalition's picture is; null when it has none. */
  readonly logo: { readonly coalition: string; readonly changedAt: Date } | null;
  readonly partners: readonly {
    readonly slug: string;
    readonly name: LocalText;
    readonly about: LocalText;
    readonly isLead: boolean;
  }[];
  readonly record: readonly RecordLine[];
  readonly petitionSlugs: readonly string[];
}

/**
 * A public campaign with its record and its published petitions; null when there is none. It is public once it was
 * published, or one of its petitions was.
 */
export async function findCampaign(slug: string): Promise<Campaign | null> {
  if (!isSlug(slug)) return null;
  const db = database();
  const [row] = await db
    .select({
      campaign: schema.campaigns,
      coalition: schema.coalitions,
      logoChangedAt: schema.coalitionLogos.changedAt,
    })
    .from(schema.campaigns)
    .innerJoin(schema.coalitions, eq(schema.coalitions.id, schema.campaigns.coalitionId))
    .leftJoin(schema.coalitionLogos, eq(schema.coalitionLogos.coalitionId, schema.coalitions.id))
    .where(and(eq(schema.campaigns.slug, slug), or(isNotNull(schema.campaigns.publishedAt), hasPublishedPetition())));
  if (!row) return null;
  const [record, partners, petitions] = await Promise.all([
    loadRecord(row.campaign.id),
    db
      .select({
        slug: schema.partners.slug,
        name: schema.partners.name,
        about: schema.partners.about,
        isLead: schema.partners.isLead,
      })
      .from(schema.partners)
      .where(
        and(
          eq(schema.partners.coalitionId, row.coalition.id),
          isNotNull(schema.partners.joinedAt),
          isNull(schema.partners.leftAt),
        ),
      )
      .orderBy(desc(schema.partners.isLead), asc(schema.partners.slug)),
    db
      .select({ slug: schema.petitions.slug })
      .from(schema.petitions)
      .where(and(eq(schema.petitions.campaignId, row.campaign.id), isNotNull(schema.petitions.publishedAt)))
      .orderBy(desc(schema.petitions.publishedAt)),
  ]);
  const { goal, title } = row.campaign;
  return {
    slug,
    title,
    goal,
    coalition: row.coalition.name,
    banner: row.coalition.banner,
    logo: row.logoChangedAt && { coalition: row.coalition.slug, changedAt: row.logoChangedAt },
    partners,
    record,
    petitionSlugs: petitions.map((p) => p.slug),
  };
}

const hasPublishedPetition = () =>
  exists(
    database()
      .select({ id: schema.petitions.id })
      .from(schema.petitions)
      .where(and(eq(schema.petitions.campaignId, schema.campaigns.id), isNotNull(schema.petitions.publishedAt))),
  );
