import { formatDay, formatTime } from '@/lib/i18n/format.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import { localeTag, type Say } from '@/lib/i18n/words.ts';

/** What the reader's language calls another: "Arabic", "арабский". */
export const nameLanguage = (locale: Locale, language: string): string =>
  new Intl.DisplayNames(localeTag(locale), { type: 'language' }).of(language) ?? language;

/** Day and time to the second, in UTC. */
export const formatMoment = (locale: Locale, time: Date): string =>
  `${formatDay(locale, time)}, ${formatTime(locale, time)} UTC`;

/** What colleagues are called; a state that came with a version has no author. */
export const nameAuthor = (names: ReadonlyMap<string, string>, accountId: string | null, say: Say): string =>
  (accountId && names.get(accountId)) || say('draft.someone');
