import { FIRST, languages } from './languages.js';

/**
 * A language of the site: one of the files in messages/, and never what a visitor wrote (readLocale). The type names
 * those that came with the house, so that TypeScript takes a record by language for whole; all such records are made
 * by going through `locales`, and a language that is added stands in them without being named here.
 */
export type Locale = typeof FIRST | 'ar' | 'de' | 'ru' | 'uk';

const asLocale = (tag: string): Locale => tag as Locale;

export const locales: readonly Locale[] = [...languages.keys()].map(asLocale);

export const defaultLocale: Locale = FIRST;

const namesByTag = Object.fromEntries([...languages].map(([tag, messages]) => [tag, messages['language.name'] ?? tag]));

/** Each language in its own words, as a reader looks for it. Whole, because both come from the same files. */
export const localeNames = namesByTag as Readonly<Record<Locale, string>>;

export const directionOf = (language: string): 'ltr' | 'rtl' =>
  /^(ar|fa|he|ur|ckb|ps|yi)\b/.test(language) ? 'rtl' : 'ltr';

export const readLocale = (segment: string): Locale | null => locales.find((locale) => locale === segment) ?? null;

/** The visitor's language by an Accept-Language header (RFC 9110 §12.5.4), or the default. */
export function preferLocale(header: string | null): Locale {
  const wishes = (header ?? '')
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    const locale = readLocale(tag.split('-')[0] ?? '');
    if (locale) return locale;
  }
  return defaultLocale;
}
