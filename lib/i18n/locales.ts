export const locales = ['en', 'ru', 'uk', 'de', 'ar'] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'en';

/** Each language in its own words, as a reader looks for it. */
export const localeNames: Record<Locale, string> = {
  en: 'English',
  ru: 'Русский',
  uk: 'Українська',
  de: 'Deutsch',
  ar: 'العربية',
};

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
