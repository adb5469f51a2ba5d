import type { PostedForm } from '../form.ts';
import { type Locale, locales } from '../i18n/locales.ts';

/** In characters as a reader counts them. */
export const LONGEST_TITLE = 200;
export const LONGEST_BODY = 20_000;

export interface UpdateText {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/** What is typed of an update: every language has its fields, empty or not. */
export interface TypedUpdate {
  readonly texts: Readonly<Record<Locale, UpdateText>>;
  readonly sendsLetters: boolean;
  /** The save that this one began from. */
  readonly revision: number;
}

export type UpdateProblem = 'title-too-long' | 'body-too-long' | 'unreadable';

export interface FieldProblem {
  readonly field: string;
  readonly language: Locale;
  readonly problem: UpdateProblem;
}

export const titleField = (language: Locale) => `title_${language}`;
export const bodyField = (language: Locale) => `body_${language}`;

export function readUpdate(form: PostedForm): TypedUpdate {
  const typedIn = (field: string) => (form.values.get(field) ?? '').replace(/\r\n?/g, '\n');
  const texts = Object.fromEntries(
    locales.map((language) => [
      language,
      { title: typedIn(titleField(language)).trim(), body: typedIn(bodyField(language)) },
    ]),
    // The cast holds because there is one entry per language.
  ) as Record<Locale, UpdateText>;
  return { texts, sendsLetters: typedIn('letters') === 'yes', revision: Number.parseInt(typedIn('revision'), 10) || 0 };
}

const length = (text: string): number => [...text].length;

/** A draft may be unfinished; it may not be a book, nor hold what cannot be read. */
export function findUpdateProblems({ texts }: TypedUpdate, form: PostedForm): FieldProblem[] {
  return locales.flatMap((language): FieldProblem[] => {
    const [title, body] = [titleField(language), bodyField(language)];
    const problems: FieldProblem[] = [];
    if (length(texts[language].title) > LONGEST_TITLE)
      problems.push({ field: title, language, problem: 'title-too-long' });
    if (length(texts[language].body) > LONGEST_BODY) problems.push({ field: body, language, problem: 'body-too-long' });
    for (const field of [title, body]) {
      if (form.unreadable.has(field)) problems.push({ field, language, problem: 'unreadable' });
    }
    return problems;
  });
}

const isBegun = ({ body, title }: UpdateText) => title.trim() !== '' || body.trim() !== '';
const isWhole = ({ body, title }: UpdateText) => title.trim() !== '' && body.trim() !== '';

type Texts = Readonly<Partial<Record<Locale, UpdateText>>>;

/** Languages with a title and a text: those in which it appears. */
export const wholeLanguages = (texts: Texts): Locale[] =>
  locales.filter((language) => isWhole(texts[language] ?? { title: '', body: '' }));

/** Languages that are begun and lack one of the two. */
export const halfLanguages = (texts: Texts): Locale[] =>
  locales.filter((language) => {
    const text = texts[language];
    return text && isBegun(text) && !isWhole(text);
  });

export type Lack = 'nothing-written' | 'half-written';

/** What keeps an update from being published; null when nothing does. */
export function lackOf(texts: Texts): Lack | null {
  if (halfLanguages(texts).length > 0) return 'half-written';
  return wholeLanguages(texts).length === 0 ? 'nothing-written' : null;
}
