import type { Locale } from './locales.ts';
import { localeTag } from './words.ts';

const formatters = new Map<string, unknown>();

function remember<T>(id: string, create: () => T): T {
  if (!formatters.has(id)) formatters.set(id, create());
  return formatters.get(id) as T;
}

export const formatNumber = (locale: Locale, value: number): string =>
  remember(`number/${locale}`, () => new Intl.NumberFormat(localeTag(locale))).format(value);

export const formatDay = (locale: Locale, day: Date): string =>
  remember(
    `day/${locale}`,
    () => new Intl.DateTimeFormat(localeTag(locale), { dateStyle: 'long', timeZone: 'UTC' }),
  ).format(day);

/** Time of day to the second, in UTC: visitors of one petition sit in many zones, and none is asked for. */
export const formatTime = (locale: Locale, time: Date): string =>
  remember(
    `time/${locale}`,
    () => new Intl.DateTimeFormat(localeTag(locale), { timeStyle: 'medium', hourCycle: 'h23', timeZone: 'UTC' }),
  ).format(time);

/** Day and time to the minute, in UTC and saying so. */
export const formatMoment = (locale: Locale, moment: Date): string =>
  `${remember(
    `moment/${locale}`,
    () =>
      new Intl.DateTimeFormat(localeTag(locale), {
        dateStyle: 'long',
        timeStyle: 'short',
        hourCycle: 'h23',
        timeZone: 'UTC',
      }),
  ).format(moment)} UTC`;

/** "22 Nov", for places with little room. */
export const formatShortDay = (locale: Locale, day: Date): string =>
  remember(
    `short-day/${locale}`,
    () => new Intl.DateTimeFormat(localeTag(locale), { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  ).format(day);

/** "14:00", in UTC. */
export const formatHour = (locale: Locale, time: Date): string =>
  remember(
    `hour/${locale}`,
    () =>
      new Intl.DateTimeFormat(localeTag(locale), {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: 'UTC',
      }),
  ).format(time);

/** Bytes as "1.2 MB" in the language's own way; below a megabyte in kilobytes. */
export const formatSize = (locale: Locale, bytes: number): string => {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const value = bytes / (unit === 'kilobyte' ? 1_000 : 1_000_000);
  return remember(
    `size/${locale}/${unit}`,
    () => new Intl.NumberFormat(localeTag(locale), { style: 'unit', unit, maximumFractionDigits: 1 }),
  ).format(value);
};

/** A part of a whole, 0 to 1, as "37 %" in the language's own way. */
export const formatPart = (locale: Locale, part: number): string =>
  remember(
    `part/${locale}`,
    () => new Intl.NumberFormat(localeTag(locale), { style: 'percent', maximumFractionDigits: 1 }),
  ).format(part);

/** A record date, which is a day ("2022-10-31") or a month ("2022-11"). */
export function formatRecordDate(locale: Locale, date: string): string {
  const time = new Date(`${date.length === 7 ? `${date}-01` : date}T00:00:00Z`);
  if (date.length > 7) return formatDay(locale, time);
  return remember(
    `month/${locale}`,
    () => new Intl.DateTimeFormat(localeTag(locale), { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  ).format(time);
}

/** A language in the reader's own words: "ru" is "Russian" in English. A tag that names none stands for itself. */
export const nameLanguage = (locale: Locale, language: string): string =>
  remember(`language/${locale}`, () => new Intl.DisplayNames(localeTag(locale), { type: 'language' })).of(language) ??
  language;

/** The text in the reader's language, or in English, or in whatever language there is. */
export function pickText(
  text: { readonly [language: string]: string },
  locale: Locale,
): { text: string; language: string } {
  const language = [locale, 'en', ...Object.keys(text)].find((tag) => text[tag]) ?? 'en';
  return { text: text[language] ?? '', language };
}
