import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues, english, type MessageKey } from './catalogue.ts';
import type { Locale } from './locales.ts';

export type { MessageKey } from './catalogue.ts';

export type MessageValues = { readonly [name: string]: string | number };

/** Speaks one language: `say('petition.count', { count })`. */
export type Say = (key: MessageKey, values?: MessageValues) => string;

const compiled = new Map<string, IntlMessageFormat>();

function messageOf(locale: Locale, key: MessageKey): IntlMessageFormat {
  const id = `${locale}/${key}`;
  const known = compiled.get(id);
  if (known) return known;
  const message = new IntlMessageFormat(catalogues.get(locale)?.[key] ?? english[key], localeTag(locale), undefined, {
    ignoreTag: true,
  });
  compiled.set(id, message);
  return message;
}

/**
 * The tag for `Intl`, which a language says of itself: "en-GB" puts the day before the month, and "ar-u-nu-latn" is
 * Arabic with the Western digits that its newspapers print.
 */
export const localeTag = (locale: Locale): string => catalogues.get(locale)?.['language.tag'] ?? locale;

const speakers = new Map<Locale, Say>();

export function words(locale: Locale): Say {
  const known = speakers.get(locale);
  if (known) return known;
  const say: Say = (key, values) => String(messageOf(locale, key).format(values));
  speakers.set(locale, say);
  return say;
}
