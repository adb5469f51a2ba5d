import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import type { ConsentOffered, LetterWording, PetitionEventKind, PrivacyMode } from '@/db/schema/petition.ts';
import type { RecordForm } from '@/db/schema/record.ts';
import type { ShareChannel } from '@/db/schema/share.ts';
import type { PetitionText } from './canonical.ts';
import { renderMarkdown } from './markdown.ts';
import { loadSealingKeys, type SealingKey } from './sealing.ts';

export interface PublishedText extends PetitionText {
  /** The body as HTML, safe to place as it is. */
  readonly html: string;
}

export interface TextVersion {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
  readonly publishedAt: Date;
  readonly texts: readonly PublishedText[];
}

export interface PetitionPartner {
  readonly id: string;
  readonly slug: string;
  readonly name: LocalText;
  readonly about: LocalText;
  readonly isLead: boolean;
  /** When it endorsed the version in force; null when it has not. */
  readonly endorsedAt: Date | null;
}

export interface RecordLine {
  readonly happenedOn: string;
  readonly who: LocalText;
  readonly form: RecordForm;
  readonly summary: LocalText;
  readonly source: LocalText;
  readonly sourceUrl: string | null;
  readonly actNumber: string | null;
  readonly publishedIn: string | null;
}

export interface Update {
  readonly number: number;
  readonly publishedAt: Date;
  readonly texts: readonly { readonly language: string; readonly title: string; readonly html: string }[];
}

/** What became of it after its publication, and why. */
export interface PetitionEvent {
  readonly kind: PetitionEventKind;
  readonly reason: LocalText;
  readonly at: Date;
}

export interface Petition {
  readonly id: string;
  readonly slug: string;
  readonly privacyMode: PrivacyMode;
  /** Of a sealed petition: what its signers are sealed to, the oldest first. */
  readonly sealingKeys: readonly SealingKey[];
  readonly goalSteps: readonly number[];
  readonly publishedAt: Date;
  readonly closesAt: Date | null;
  readonly closedAt: Date | null;
  /** Left the public list. */
  readonly archivedAt: Date | null;
  readonly consentsOffered: readonly ConsentOffered[];
  readonly letterWording: LetterWording;
  /** Words of its own for where a link to it is shown; per language, and mostly none. */
  readonly cards: readonly { readonly language: string; readonly title: string; readonly text: string }[];
  readonly changedAt: Date;
  readonly campaign: {
    readonly id: string;
    readonly slug: string;
    readonly title: LocalText;
    readonly goal: LocalText;
  };
  readonly coalition: {
    readonly slug: string;
    readonly name: LocalText;
    /** Set while the team has paused signing. */
    readonly signingPausedAt: Date | null;
    /** Said above every page of its petitions; null for nothing. */
    readonly banner: LocalText | null;
  };
  /** The version in force. */
  readonly text: TextVersion;
  readonly earlierTexts: readonly TextVersion[];
  readonly partners: readonly PetitionPartner[];
  readonly record: readonly RecordLine[];
  /** Newest first. */
  readonly updates: readonly Update[];
  /** Newest first. */
  readonly events: readonly PetitionEvent[];
  readonly shareLinks: readonly {
    readonly code: string;
    readonly partnerId: string | null;
    readonly channel: ShareChannel;
  }[];
}

const { campaigns, coalitions, endorsements, partners, petitions, petitionTexts, petitionVersions } = schema;

/** Everything that public pages show of one published petition; null when there is none. */
export async function loadPetition(where: { slug: string } | { id: string }): Promise<Petition | null> {
  const db = database();
  const [row] = await db
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
  const [partnerRows, record, updates, events, shareLinks, cards, sealingKeys] = await Promise.all([
    loadPartners(row.coalition.id, text.id),
    loadRecord(row.campaign.id),
    loadUpdates(row.petition.id),
    loadEvents(row.petition.id),
    db
      .select({
        code: schema.shareLinks.code,
        partnerId: schema.shareLinks.partnerId,
        channel: schema.shareLinks.channel,
      })
      .from(schema.shareLinks)
      .where(eq(schema.shareLinks.petitionId, row.petition.id)),
    db
      .select({
        language: schema.petitionCards.language,
        title: schema.petitionCards.title,
        text: schema.petitionCards.text,
      })
      .from(schema.petitionCards)
      .where(eq(schema.petitionCards.petitionId, row.petition.id)),
    loadSealingKeys(row.petition.id),
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
    cards,
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
    shareLinks,
    sealingKeys,
  };
}

async function loadVersions(petitionId: string): Promise<TextVersion[]> {
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

const loadPartners = (coalitionId: string, versionId: string): Promise<PetitionPartner[]> =>
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

async function loadUpdates(petitionId: string): Promise<Update[]> {
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

const loadEvents = (petitionId: string): Promise<PetitionEvent[]> =>
  database()
    .select({ kind: schema.petitionEvents.kind, reason: schema.petitionEvents.reason, at: schema.petitionEvents.at })
    .from(schema.petitionEvents)
    .where(eq(schema.petitionEvents.petitionId, petitionId))
    .orderBy(desc(schema.petitionEvents.id));
