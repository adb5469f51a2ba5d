import { and, desc, eq } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { type Locale, locales, readLocale } from '../i18n/locales.ts';
import type { PetitionText } from '../petition/canonical.ts';
import { type DraftField, type DraftFields, emptyDraft, lackingFields, textOf } from './fields.ts';

const { petitionDrafts, petitions, petitionTexts, petitionVersions } = schema;

/** One language of a text while it is written. */
export interface Draft {
  readonly language: Locale;
  /** Counts the saves; 0 while there was none. */
  readonly revision: number;
  readonly fields: DraftFields;
  /** For translations: the revision of the source that this one follows; null when nobody has said. */
  readonly followsRevision: number | null;
  readonly savedAt: Date | null;
  readonly savedBy: string | null;
}

export type DraftState = 'missing' | 'incomplete' | 'stale' | 'complete';

/** All languages of a petition's draft, and which of them the others follow. */
export interface Drafts {
  readonly sourceLanguage: Locale;
  readonly source: Draft;
  readonly byLanguage: ReadonlyMap<Locale, Draft>;
}

type Reader = Pick<Transaction, 'select'>;

const emptyOf = (language: Locale): Draft => ({
  language,
  revision: 0,
  fields: emptyDraft,
  followsRevision: null,
  savedAt: null,
  savedBy: null,
});

/** Every language, begun or not. Where nothing was drafted yet, the text of the newest version is what goes on. */
export async function loadDrafts(petitionId: string, reader: Reader = database()): Promise<Drafts> {
  const [petition] = await reader
    .select({ sourceLanguage: petitions.sourceLanguage })
    .from(petitions)
    .where(eq(petitions.id, petitionId));
  const sourceLanguage = readLocale(petition?.sourceLanguage ?? '') ?? 'en';
  const rows = await reader.select().from(petitionDrafts).where(eq(petitionDrafts.petitionId, petitionId));
  const offered = await newestTexts(petitionId, reader);
  const byLanguage = new Map<Locale, Draft>();
  for (const language of locales) {
    const row = rows.find((r) => r.language === language);
    const text = offered.find((t) => t.language === language);
    const draft = row ? draftOf(row, language) : text ? offeredDraft(text, language) : emptyOf(language);
    byLanguage.set(language, draft);
  }
  return { sourceLanguage, source: byLanguage.get(sourceLanguage) ?? emptyOf(sourceLanguage), byLanguage };
}

export const draftIn = (drafts: Drafts, language: Locale): Draft =>
  drafts.byLanguage.get(language) ?? emptyOf(language);

async function newestTexts(petitionId: string, reader: Reader): Promise<PetitionText[]> {
  const [newest] = await reader
    .select({ id: petitionVersions.id })
    .from(petitionVersions)
    .where(eq(petitionVersions.petitionId, petitionId))
    .orderBy(desc(petitionVersions.version))
    .limit(1);
  if (!newest) return [];
  return reader
    .select()
    .from(petitionTexts)
    .where(and(eq(petitionTexts.versionId, newest.id)));
}

function draftOf(row: typeof petitionDrafts.$inferSelect, language: Locale): Draft {
  const { act, addressee, body, cardText, cardTitle, demand, followsRevision, revision, savedAt, savedBy, title } = row;
  const fields = { title, demand, addressee, act, body, card_title: cardTitle, card_text: cardText };
  return { language, revision, fields, followsRevision, savedAt, savedBy };
}

/** A version was complete when it was offered: its translations follow its source. */
const offeredDraft = ({ act, addressee, body, demand, title }: PetitionText, language: Locale): Draft => ({
  ...emptyOf(language),
  fields: { ...emptyDraft, title, demand, addressee, act, body },
  followsRevision: 0,
});

const isBegun = ({ fields }: Draft) => Object.values(fields).some((words) => words.trim() !== '');

export function draftState(drafts: Drafts, language: Locale): DraftState {
  const draft = draftIn(drafts, language);
  if (!isBegun(draft)) return 'missing';
  if (lackingFields(draft.fields).length > 0) return 'incomplete';
  if (language === drafts.sourceLanguage) return 'complete';
  return (draft.followsRevision ?? -1) < drafts.source.revision ? 'stale' : 'complete';
}

export interface DraftedText {
  readonly language: Locale;
  readonly isSource: boolean;
  readonly state: DraftState;
  /** What is still to be written before this language can be offered. */
  readonly lacks: readonly DraftField[];
  readonly text: PetitionText;
}

/**
 * What is drafted, for whoever lays a version before the partners. `texts` holds the languages that lack nothing,
 * stale ones included; a version needs at least the source among them. `drafts` tells the rest, language by language.
 */
export async function readDrafts(
  petitionId: string,
  reader: Reader = database(),
): Promise<{ sourceLanguage: Locale; texts: PetitionText[]; drafts: DraftedText[] }> {
  const all = await loadDrafts(petitionId, reader);
  const drafts = [...all.byLanguage.values()].map(({ fields, language }) => ({
    language,
    isSource: language === all.sourceLanguage,
    state: draftState(all, language),
    lacks: lackingFields(fields),
    text: textOf(language, fields),
  }));
  const texts = drafts.filter(({ lacks }) => lacks.length === 0).map(({ text }) => text);
  return { sourceLanguage: all.sourceLanguage, texts, drafts };
}
