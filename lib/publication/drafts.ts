import { readDrafts } from '../draft/read.ts';
import type { PetitionText } from '../petition/canonical.ts';
import type { TeamPetition } from '../team/places.ts';
import { compareTexts, type TextField, textFields } from './compare.ts';
import type { TeamVersion } from './read.ts';

/** What pressing "offer" would do now, told in advance. */
export interface OfferPlan {
  /** The next version's number. */
  readonly version: number;
  /** It takes the place of a version that nobody has endorsed. */
  readonly replaces: boolean;
  readonly texts: readonly PetitionText[];
  /** Languages that are begun and not whole: they stay out; without the source nothing is offered. */
  readonly lacks: readonly { readonly language: string; readonly fields: readonly TextField[] }[];
  readonly unwritten: readonly string[];
  /** Translations of an earlier state of the source; they go along as they are. */
  readonly stale: readonly string[];
  /** Languages of the newest version that the next one would lose. */
  readonly lost: readonly string[];
  readonly outcome: 'ready' | 'incomplete' | 'unchanged';
}

export async function planOffer(petition: TeamPetition, versions: readonly TeamVersion[]): Promise<OfferPlan> {
  const { drafts, sourceLanguage, texts } = await readDrafts(petition.id);
  const last = versions[0];
  const replaces = last !== undefined && last.publishedAt === null && last.endorsements.length === 0;
  const languages = texts.map(({ language }) => language);
  const isSame = last && compareTexts(last.texts, texts).every(({ kind }) => kind === 'same');
  return {
    version: (last?.version ?? 0) + (replaces ? 0 : 1),
    replaces,
    texts,
    lacks: drafts
      .filter(({ state }) => state === 'incomplete')
      .map(({ lacks, language }) => ({ language, fields: textFields.filter((field) => lacks.includes(field)) })),
    unwritten: drafts.filter(({ state }) => state === 'missing').map(({ language }) => language),
    stale: drafts.filter(({ state }) => state === 'stale').map(({ language }) => language),
    lost: last?.texts.map(({ language }) => language).filter((language) => !languages.includes(language)) ?? [],
    outcome: !languages.includes(sourceLanguage) ? 'incomplete' : isSame ? 'unchanged' : 'ready',
  };
}
