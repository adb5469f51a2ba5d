import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { decree } from '@/db/seed/decree.ts';
import { publishVersion } from '../petition/publish.ts';
import { makeMissingLinks } from '../petition/share-links.ts';

/**
 * Plants the petition for a formal decree with its sixteen partners, record, update and share links, through
 * the same rules as any other: endorsed by all partners, then published. Planting twice changes nothing.
 */
export async function plantSeed(now: Date): Promise<{ slug: string; isNew: boolean }> {
  const { slug } = decree.petition;
  const [known] = await database()
    .select({ id: schema.petitions.id })
    .from(schema.petitions)
    .where(eq(schema.petitions.slug, slug));
  const petitionId = known?.id ?? (await plantPetition(now));
  const [version] = await database()
    .select({ id: schema.petitionVersions.id })
    .from(schema.petitionVersions)
    .where(eq(schema.petitionVersions.petitionId, petitionId));
  if (!version) throw new Error('The seed petition has no text.');
  const outcome = await publishVersion(version.id, 'command', now);
  if (outcome !== 'published' && outcome !== 'already-published')
    throw new Error(`The seed could not be published: ${outcome}.`);
  return { slug, isNew: outcome === 'published' };
}

async function plantPetition(now: Date): Promise<string> {
  const { campaign, coalition, petition, record, shareLinks, update } = decree;
  return database().transaction(async (tx) => {
    const [house] = await tx
      .insert(schema.coalitions)
      .values({ slug: coalition.slug, name: coalition.name })
      .returning();
    if (!house) throw new Error('The coalition was not written.');
    const partners = await tx
      .insert(schema.partners)
      .values(decree.partners.map((partner) => ({ ...partner, coalitionId: house.id })))
      .returning();
    const [frame] = await tx
      .insert(schema.campaigns)
      .values({ coalitionId: house.id, ...campaign, publishedAt: now })
      .returning();
    if (!frame) throw new Error('The campaign was not written.');
    await tx
      .insert(schema.recordLines)
      .values(record.map((line, position) => ({ ...line, position, campaignId: frame.id })));
    const [row] = await tx
      .insert(schema.petitions)
      .values({
        campaignId: frame.id,
        slug: petition.slug,
        goalSteps: petition.goalSteps,
        partnersNeeded: partners.length,
      })
      .returning();
    if (!row) throw new Error('The petition was not written.');
    const [version] = await tx.insert(schema.petitionVersions).values({ petitionId: row.id, version: 1 }).returning();
    if (!version) throw new Error('The text version was not written.');
    const texts = Object.entries(petition.texts).map(([language, text]) => ({
      versionId: version.id,
      language,
      ...text,
    }));
    await tx.insert(schema.petitionTexts).values(texts);
    await tx
      .insert(schema.endorsements)
      .values(partners.map(({ id }) => ({ versionId: version.id, partnerId: id, endorsedAt: now })));
    const idOf = (slug: string | null) => partners.find((partner) => partner.slug === slug)?.id ?? null;
    await tx.insert(schema.shareLinks).values(
      shareLinks.map(({ channel, code, partner }) => ({
        code,
        channel,
        petitionId: row.id,
        partnerId: idOf(partner),
      })),
    );
    await makeMissingLinks(tx, row.id);
    const [news] = await tx
      .insert(schema.updates)
      .values({ petitionId: row.id, number: 1, publishedAt: now })
      .returning();
    if (!news) throw new Error('The update was not written.');
    const newsTexts = Object.entries(update.texts).map(([language, text]) => ({
      updateId: news.id,
      language,
      ...text,
    }));
    await tx.insert(schema.updateTexts).values(newsTexts);
    return row.id;
  });
}
