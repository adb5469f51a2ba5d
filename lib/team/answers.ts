import type { PostedForm } from '../form.ts';
import { type Locale, locales } from '../i18n/locales.ts';

/** Short words as the team types them, in any of the site's languages; empty ones are left out. */
export type TypedWords = Readonly<Partial<Record<Locale, string>>>;

/** The fields `name_en`, `name_ru` … of a form, without those that are empty. */
export function readWords(form: PostedForm, name: string): TypedWords {
  const typed = locales.map((locale) => [locale, (form.values.get(`${name}_${locale}`) ?? '').trim()] as const);
  return Object.fromEntries(typed.filter(([, words]) => words !== ''));
}

/** The first language whose words are longer than allowed, in characters as a reader counts them; null when none is. */
export const tooLongIn = (words: TypedWords, longest: number): Locale | null =>
  locales.find((locale) => [...(words[locale] ?? '')].length > longest) ?? null;

/** What a field of date and time holds, which is UTC by its label: "2026-12-01T09:30". Null when it is none. */
export function readMoment(typed: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2})?$/.exec(typed.trim());
  const moment = match ? new Date(`${match[1]}T${match[2]}:00Z`) : null;
  // A day that no month has, such as 30 February, becomes another day or none.
  return moment?.toJSON()?.startsWith(`${match?.[1]}T${match?.[2]}`) ? moment : null;
}

/** A moment as that field holds it. */
export const writeMoment = (moment: Date): string => moment.toISOString().slice(0, 16);
