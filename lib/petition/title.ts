import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { pickText } from '../i18n/format.ts';
import type { Locale } from '../i18n/locales.ts';
import type { TeamPetition } from '../team/places.ts';

/** What the team calls a petition: its published title, else that of the draft it is translated from, else its slug. */
export async function titleForTeam(petition: TeamPetition, locale: Locale): Promise<string> {
  const titles = petition.publishedAt ? await publishedTitles(petition.id) : await draftTitles(petition);
  return pickText(titles, locale).text || petition.slug;
}

const { petitionDrafts, petitionTexts, petitionVersions } = schema;

async function publishedTitles(petitionId: string) {
  const rows = await database()
    .select({ version: petitionVersions.version, language: petitionTexts.language, title: petitionTexts.title })
    .from(petitionTexts)
    .innerJoin(petitionVersions, eq(petitionVersions.id, petitionTexts.versionId))
    .where(and(eq(petitionVersions.petitionId, petitionId), isNotNull(petitionVersions.publishedAt)))
    .orderBy(desc(petitionVersions.version));
  const newest = rows.filter(({ version }) => version === rows[0]?.version);
  return Object.fromEntries(newest.map(({ language, title }) => [language, title]));
}

async function draftTitles({ id, sourceLanguage }: TeamPetition) {
  const [draft] = await database()
    .select({ title: petitionDrafts.title })
    .from(petitionDrafts)
    .where(and(eq(petitionDrafts.petitionId, id), eq(petitionDrafts.language, sourceLanguage)));
  return { [sourceLanguage]: draft?.title ?? '' };
}
