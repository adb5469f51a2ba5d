import { and, eq } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { type Locale, locales } from '../i18n/locales.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';

/** Signs; the database holds the same. With a link they still fit into one post. */
export const MOST_WORDS = 200;

export type SharedWords = Readonly<Record<Locale, string>>;
export type WordsProblems = Readonly<Partial<Record<Locale, 'too-long' | 'link'>>>;

const byLanguage = (wordsOf: (language: Locale) => string): SharedWords =>
  // The cast holds because every language is in the list.
  Object.fromEntries(locales.map((language) => [language, wordsOf(language)])) as Record<Locale, string>;

/** The form as it was typed, on one line each: line breaks do not survive in every app. */
export const typedWords = (values: ReadonlyMap<string, string>): SharedWords =>
  byLanguage((language) =>
    (values.get(`words-${language}`) ?? '')
      .normalize('NFC')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );

/** A link of their own would stand beside ours, and lead who knows where. */
const hasLink = (words: string): boolean => /https?:|www\.|\w\/\w/i.test(words);

export function findWordsProblems(words: SharedWords): WordsProblems {
  const found: Partial<Record<Locale, 'too-long' | 'link'>> = {};
  for (const language of locales) {
    if ([...words[language]].length > MOST_WORDS) found[language] = 'too-long';
    else if (hasLink(words[language])) found[language] = 'link';
  }
  return found;
}

const { petitionShareWords } = schema;

export async function readSharedWords(petition: TeamPetition): Promise<SharedWords> {
  const rows = await database().select().from(petitionShareWords).where(eq(petitionShareWords.petitionId, petition.id));
  return byLanguage((language) => rows.find((row) => row.language === language)?.words ?? '');
}

/** Writes the words of every language that changed, and tells the audit of each. Empty words take the title again. */
export async function saveSharedWords(
  member: Member,
  petition: TeamPetition,
  words: SharedWords,
  now: Date,
): Promise<void> {
  await database().transaction(async (tx) => {
    for (const language of locales) {
      if (!(await writeWords(tx, petition.id, language, words[language]))) continue;
      const subject = { petition: petition.id, slug: petition.slug, settings: `share-words/${language}` };
      const record = { actor: member.accountId, act: 'settings-changed', subject } as const;
      await recordAudit(tx, { ...record, coalitionId: member.coalition.id }, now);
    }
  });
}

/** True when that changed anything. */
async function writeWords(tx: Transaction, petitionId: string, language: Locale, words: string): Promise<boolean> {
  const isThis = and(eq(petitionShareWords.petitionId, petitionId), eq(petitionShareWords.language, language));
  const [known] = await tx.select().from(petitionShareWords).where(isThis);
  if ((known?.words ?? '') === words) return false;
  if (words === '') await tx.delete(petitionShareWords).where(isThis);
  else
    await tx
      .insert(petitionShareWords)
      .values({ petitionId, language, words })
      .onConflictDoUpdate({ target: [petitionShareWords.petitionId, petitionShareWords.language], set: { words } });
  return true;
}
