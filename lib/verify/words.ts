import { IntlMessageFormat } from 'intl-messageformat';
import ar from './messages/ar.json' with { type: 'json' };
import de from './messages/de.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import ru from './messages/ru.json' with { type: 'json' };
import uk from './messages/uk.json' with { type: 'json' };

/**
 * The verifier's own words. It travels as one file, so it brings these and none of the site's other sentences; both of
 * its faces, the command line and the page, say the same.
 */
export type VerifyKey = keyof typeof en;

export const catalogues = { en, ru, uk, de, ar } satisfies Readonly<
  Record<string, Readonly<Record<VerifyKey, string>>>
>;

export type VerifyLocale = keyof typeof catalogues;
export const verifyLocales: readonly VerifyLocale[] = Object.keys(catalogues) as VerifyLocale[];

/** The language of a tag such as "de-AT", or null. */
export const readVerifyLocale = (tag: string): VerifyLocale | null =>
  verifyLocales.find((locale) => locale === tag.toLowerCase().split('-')[0]) ?? null;

export const directionIn = (locale: VerifyLocale): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr');

export type SayVerify = (key: VerifyKey, values?: Readonly<Record<string, string | number>>) => string;

/** Day before month in English, and Arabic with the Western digits its newspapers print: as the site does. */
export const tagOf = (locale: VerifyLocale): string =>
  locale === 'ar' ? 'ar-u-nu-latn' : locale === 'en' ? 'en-GB' : locale;

export function verifyWords(locale: VerifyLocale): SayVerify {
  return (key, values) =>
    String(
      new IntlMessageFormat(catalogues[locale][key], tagOf(locale), undefined, { ignoreTag: true }).format(values),
    );
}
