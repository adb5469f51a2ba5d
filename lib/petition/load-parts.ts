import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { renderMarkdown } from './markdown.ts';
import type {
  Delivered,
  Petition,
  PetitionEvent,
  PetitionPartner,
  PublishedText,
  RecordLine,
  TextVersion,
  Update,
} from './petition.ts';

const { endorsements, partners, petitionTexts, petitionVersions } = schema;

export async function loadVersions(petitionId: string): Promise<TextVersion[]> {
  const rows = await database()
    .select({ version: petitionVersions, text: petitionTexts })
    .from(petitionVersions)
    .innerJoin(petitionTexts, eq(petitionTexts.versionId, petitionVersions.id))
    .where(and(eq(petitionVersions.petitionId, petitionId), isNotNull(petitionVersions.publishedAt)))
    .orderBy(desc(petitionVersions.version), asc(petitionTexts.language));
  const versions = new Map<string, TextVersion & { texts: PublishedText[] }>();
  for (const { version, text } of rows) {
    if (!version.sha256 || !version.publishedAt) continue;
    const known = versions.get(version.id) ?? {
      id: version.id,
      version: version.version,
      sha256: version.sha256.toString('hex'),
      publishedAt: version.publishedAt,
      texts: [],
    };
    const { language, title, demand, addressee, act, body } = text;
    known.texts.push({ language, title, demand, addressee, act, body, html: renderMarkdown(body) });
    versions.set(version.id, known);
  }
  return [...versions.values()];
}

export const loadPartners = (coalitionId: string, versionId: string): Promise<PetitionPartner[]> =>
  database()
    .select({
      id: partners.id,
      slug: partners.slug,
      name: partners.name,
      about: partners.about,
      isLead: partners.isLead,
      endorsedAt: endorsements.endorsedAt,
    })
    .from(partners)
    .leftJoin(endorsements, and(eq(endorsements.partnerId, partners.id), eq(endorsements.versionId, versionId)))
    .where(and(eq(partners.coalitionId, coalitionId), isNotNull(partners.joinedAt), isNull(partners.leftAt)))
    .orderBy(desc(partners.isLead), asc(sql`${partners.name}->>'en'`));

export const loadRecord = (campaignId: string): Promise<RecordLine[]> =>
  database()
    .select({
      happenedOn: schema.recordLines.happenedOn,
      who: schema.recordLines.who,
      form: schema.recordLines.form,
      summary: schema.recordLines.summary,
      source: schema.recordLines.source,
      sourceUrl: schema.recordLines.sourceUrl,
      actNumber: schema.recordLines.actNumber,
      publishedIn: schema.recordLines.publishedIn,
    })
    .from(schema.recordLines)
    .where(eq(schema.recordLines.campaignId, campaignId))
    .orderBy(asc(schema.recordLines.happenedOn), asc(schema.recordLines.position), asc(schema.recordLines.id));

export async function loadUpdates(petitionId: string): Promise<Update[]> {
  const rows = await database()
    .select({ update: schema.updates, text: schema.updateTexts })
    .from(schema.updates)
    .innerJoin(schema.updateTexts, eq(schema.updateTexts.updateId, schema.updates.id))
    .where(and(eq(schema.updates.petitionId, petitionId), isNotNull(schema.updates.publishedAt)))
    .orderBy(desc(schema.updates.number));
  const updates = new Map<number, Update & { texts: { language: string; title: string; html: string }[] }>();
  for (const { update, text } of rows) {
    if (!update.publishedAt || update.number === null) continue;
    const known = updates.get(update.number) ?? { number: update.number, publishedAt: update.publishedAt, texts: [] };
    known.texts.push({ language: text.language, title: text.title, html: renderMarkdown(text.body) });
    updates.set(update.number, known);
  }
  return [...updates.values()];
}

export const loadEvents = (petitionId: string): Promise<PetitionEvent[]> =>
  database()
    .select({ kind: schema.petitionEvents.kind, reason: schema.petitionEvents.reason, at: schema.petitionEvents.at })
    .from(schema.petitionEvents)
    .where(eq(schema.petitionEvents.petitionId, petitionId))
    .orderBy(desc(schema.petitionEvents.id));

export const loadShareLinks = (petitionId: string): Promise<Petition['shareLinks']> =>
  database()
    .select({
      code: schema.shareLinks.code,
      partnerId: schema.shareLinks.partnerId,
      channel: schema.shareLinks.channel,
    })
    .from(schema.shareLinks)
    .where(eq(schema.shareLinks.petitionId, petitionId));

export const loadCards = (petitionId: string): Promise<Petition['cards']> =>
  database()
    .select({
      language: schema.petitionCards.language,
      title: schema.petitionCards.title,
      text: schema.petitionCards.text,
    })
    .from(schema.petitionCards)
    .where(eq(schema.petitionCards.petitionId, petitionId));

export const loadShareWords = (petitionId: string): Promise<Petition['shareWords']> =>
  database()
    .select({ language: schema.petitionShareWords.language, words: schema.petitionShareWords.words })
    .from(schema.petitionShareWords)
    .where(eq(schema.petitionShareWords.petitionId, petitionId));

export async function loadDeliveries(petitionId: string): Promise<Delivered[]> {
  const rows = await database()
    .select()
    .from(schema.deliveries)
    .where(and(eq(schema.deliveries.petitionId, petitionId), isNotNull(schema.deliveries.handedOverOn)))
    .orderBy(desc(schema.deliveries.number));
  return rows.flatMap(({ count, handedOverOn, number, packSha256, ...row }) =>
    handedOverOn === null || number === null || count === null
      ? []
      : [{ ...pickDelivered(row), number, handedOverOn, count, packSha256: packSha256?.toString('hex') ?? null }],
  );
}

type DeliveryRow = typeof schema.deliveries.$inferSelect;

const pickDelivered = (
  row: Omit<DeliveryRow, 'count' | 'handedOverOn' | 'number' | 'packSha256'>,
): Omit<Delivered, 'count' | 'handedOverOn' | 'number' | 'packSha256'> => ({
  addressee: row.addressee,
  place: row.place,
  note: row.note,
  receivedBy: row.receivedBy,
  reference: row.reference,
  names: row.names,
  checkpoint: row.checkpoint,
  answer: row.answer,
  answeredOn: row.answeredOn,
});
