import { createHash } from 'node:crypto';
import type { LocalText } from '@/db/columns.ts';
import type { PostedForm } from '../form.ts';
import { locales } from '../i18n/locales.ts';
import type { MessageKey } from '../i18n/words.ts';

/** Short words in several languages, as forms of the team carry them: one field per language, "name-de". */
export interface LocalField {
  readonly name: string;
  /** In characters as a reader counts them (code points). */
  readonly longest: number;
  /** Set where at least one language must have it: the sentence that asks for it. */
  readonly missing?: MessageKey;
}

/** A field that is the same in all languages. */
export interface PlainField {
  readonly name: string;
  readonly longest: number;
}

/** What was typed, by the names of the fields. */
export type Typed = { readonly [field: string]: string };

export interface Problem {
  readonly field: string;
  readonly key: MessageKey;
  readonly count?: number;
}

export interface ReadFields<L extends string> {
  readonly typed: Typed;
  readonly texts: { readonly [name in L]: LocalText };
  readonly problems: readonly Problem[];
}

/** Control characters, bidirectional overrides and lone surrogates: what nobody would see. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Line ends, and the joiners and marks that Arabic and other scripts are written with. */
const NEEDED = /\n|\t|\u200c|\u200d|\u200e|\u200f|\u061c/g;

export const localName = (field: string, language: string): string => `${field}-${language}`;

export const cleanText = (typed: string): string => typed.normalize('NFC').replace(/\r\n?/g, '\n').trim();

/** Reads what was typed into the fields of a form; what is wrong is told per field. */
export function readFields<L extends string>(
  form: PostedForm,
  local: readonly (LocalField & { readonly name: L })[],
  plain: readonly PlainField[],
): ReadFields<L> {
  const typed: Record<string, string> = {};
  const problems: Problem[] = [];
  const take = ({ longest, name }: PlainField): string => {
    const value = form.values.get(name) ?? '';
    typed[name] = value;
    const text = cleanText(value);
    const problem = findProblem(form, { longest, name }, text);
    if (problem) problems.push(problem);
    return text;
  };
  const texts = {} as Record<L, LocalText>;
  for (const { longest, missing, name } of local) {
    const words = locales.map((language) => [language, take({ name: localName(name, language), longest })] as const);
    texts[name] = Object.fromEntries(words.filter(([, text]) => text !== ''));
    if (missing && words.every(([, text]) => text === ''))
      problems.push({ field: localName(name, 'en'), key: missing });
  }
  for (const field of plain) take(field);
  return { typed, texts, problems };
}

function findProblem(form: PostedForm, { longest, name }: PlainField, text: string): Problem | null {
  if (form.twice.has(name) || form.unreadable.has(name)) return { field: name, key: 'coalition.problem.unreadable' };
  if (UNSEEN.test(text.replace(NEEDED, ''))) return { field: name, key: 'coalition.problem.unseen' };
  if ([...text].length > longest) return { field: name, key: 'coalition.problem.too-long', count: longest };
  return null;
}

/** Words in several languages, as the fields of a form. */
export const typedOf = (texts: { readonly [name: string]: LocalText }): Typed =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) =>
      locales.map((language) => [localName(name, language), text[language] ?? ''] as const),
    ),
  );

/** Words in languages that the form does not offer stay as they are. */
export const mergeText = (before: LocalText, typed: LocalText): LocalText => ({
  ...Object.fromEntries(Object.entries(before).filter(([language]) => !locales.some((known) => known === language))),
  ...typed,
});

/** What stood there when a form was opened, in short: a save that began from something older is told. */
export const markOf = (stands: Typed): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(stands).sort(([one], [other]) => (one < other ? -1 : 1))))
    .digest('base64url')
    .slice(0, 22);

/** The name of the field in which a form carries that. */
export const MARK = 'mark';
