import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { namesOf } from '../access/accounts.ts';
import { hashText, type PetitionText } from '../petition/canonical.ts';
import type { TeamPetition } from '../team/places.ts';

export interface VersionEndorsement {
  readonly partnerId: string;
  readonly partner: LocalText;
  readonly isLead: boolean;
  readonly endorsedAt: Date;
  /** Who of the partner pressed the button; null for endorsements older than the panel. */
  readonly by: string | null;
  /** False once the partner has left: its endorsement is history and counts no more. */
  readonly stands: boolean;
}

/** A text version as the team sees it, offered or published. */
export interface TeamVersion {
  readonly id: string;
  readonly version: number;
  readonly offeredAt: Date;
  readonly offeredBy: string | null;
  readonly publishedAt: Date | null;
  /** Over the text as it stands: what is endorsed is this and nothing else. */
  readonly sha256: string;
  /** The original first. */
  readonly texts: readonly PetitionText[];
  readonly endorsements: readonly VersionEndorsement[];
}

const { endorsements, partners, petitionTexts, petitionVersions } = schema;

/** All versions of a petition, the newest first. */
export async function listVersions(petition: TeamPetition): Promise<TeamVersion[]> {
  const db = database();
  const here = eq(petitionVersions.petitionId, petition.id);
  const [rows, texts, endorsed] = await Promise.all([
    db.select().from(petitionVersions).where(here).orderBy(desc(petitionVersions.version)),
    db
      .select({ text: petitionTexts })
      .from(petitionTexts)
      .innerJoin(petitionVersions, eq(petitionVersions.id, petitionTexts.versionId))
      .where(here)
      .orderBy(asc(petitionTexts.language)),
    db
      .select({ endorsement: endorsements, partner: partners })
      .from(endorsements)
      .innerJoin(petitionVersions, eq(petitionVersions.id, endorsements.versionId))
      .innerJoin(partners, eq(partners.id, endorsements.partnerId))
      .where(here)
      .orderBy(desc(partners.isLead), asc(endorsements.endorsedAt)),
  ]);
  const people = [...rows.map(({ offeredBy }) => offeredBy), ...endorsed.map((row) => row.endorsement.endorsedBy)];
  const names = await namesOf(people.filter((id) => id !== null));
  const nameOf = (id: string | null) => (id && names.get(id)) || null;
  return rows.map((row) => {
    const written = texts.filter(({ text }) => text.versionId === row.id).map(({ text }) => textOf(text));
    const isSource = ({ language }: PetitionText) => language === petition.sourceLanguage;
    const own = [...written.filter(isSource), ...written.filter((text) => !isSource(text))];
    return {
      id: row.id,
      version: row.version,
      offeredAt: row.offeredAt,
      offeredBy: nameOf(row.offeredBy),
      publishedAt: row.publishedAt,
      sha256: hashText(petition.id, row.version, own).toString('hex'),
      texts: own,
      endorsements: endorsed
        .filter(({ endorsement }) => endorsement.versionId === row.id)
        .map(({ endorsement, partner }) => ({
          partnerId: partner.id,
          partner: partner.name,
          isLead: partner.isLead,
          endorsedAt: endorsement.endorsedAt,
          by: nameOf(endorsement.endorsedBy),
          stands: partner.joinedAt !== null && partner.leftAt === null,
        })),
    };
  });
}

const textOf = ({ act, addressee, body, demand, language, title }: PetitionText): PetitionText => ({
  language,
  title,
  demand,
  addressee,
  act,
  body,
});

/** The version whose number stands in a path; null for any other path. */
export const pickVersion = (versions: readonly TeamVersion[], number: string): TeamVersion | null =>
  versions.find(({ version }) => String(version) === number) ?? null;

/** The published version with the highest number; null before the first publication. */
export const versionInForce = (versions: readonly TeamVersion[]): TeamVersion | null =>
  versions.find(({ publishedAt }) => publishedAt !== null) ?? null;

export interface AskedPartner {
  readonly id: string;
  readonly name: LocalText;
  readonly isLead: boolean;
}

/** The partners who stand behind the coalition now: those who can endorse. */
export const listStandingPartners = (coalitionId: string): Promise<AskedPartner[]> =>
  database()
    .select({ id: partners.id, name: partners.name, isLead: partners.isLead })
    .from(partners)
    .where(and(eq(partners.coalitionId, coalitionId), isNotNull(partners.joinedAt), isNull(partners.leftAt)))
    .orderBy(desc(partners.isLead), asc(partners.slug));
