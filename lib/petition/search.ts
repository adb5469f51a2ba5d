import { type SQL, sql } from 'drizzle-orm';

/** In characters: nobody looks for more, and what is longer costs the database time. */
export const LONGEST_QUESTION = 200;

const MOST_WORDS = 8;
const LONGEST_WORD = 40;

/**
 * The words of a question as `petition_words` knows them: small letters, ё as е, no marks. Everything that is neither
 * letter nor digit only parts words, so that nothing typed is ever read as an operator.
 */
export function wordsOf(question: string): string[] {
  const plain = question.slice(0, LONGEST_QUESTION).normalize('NFC').toLowerCase().replaceAll('ё', 'е');
  const words = plain.replaceAll(/\p{M}/gu, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

/**
 * Endings of Ukrainian nouns, adjectives and verbs, the longest first. PostgreSQL has no Ukrainian dictionary: such
 * texts are kept word by word, and a question asks for everything that begins with its stem.
 */
const UKRAINIAN_ENDING =
  /(?:ення|ання|ями|ами|ими|іми|ові|еві|єві|ого|ому|ють|уть|ять|ать|ів|їв|ом|ем|єм|ам|ям|ах|ях|ий|ій|их|іх|[аеєиіїоуюяйь]+)$/u;
const SHORTEST_STEM = 3;

function stemUkrainian(word: string): string {
  const stem = word.replace(UKRAINIAN_ENDING, '');
  return stem.length >= SHORTEST_STEM ? stem : word;
}

/** All words must be there; each may go on, so that half a word finds the whole one. */
const joinWords = (words: readonly string[]): string => words.map((word) => `'${word}':*`).join(' & ');

/** The configurations by which `petition_words` keeps texts (migration "search"); all that is left is "simple". */
const DICTIONARIES = ['english', 'russian', 'german', 'arabic'] as const;

/** One tsquery for texts in all languages: whatever language a reader asks in, a text in that language answers. */
export function searchQuery(words: readonly string[]): SQL {
  const plain = joinWords(words);
  const asked = DICTIONARIES.map((name) => sql`to_tsquery(${sql.raw(`'${name}'`)}, ${plain})`);
  const stems = joinWords(words.map(stemUkrainian));
  return sql.join([...asked, sql`to_tsquery('simple', ${stems})`], sql` || `);
}
