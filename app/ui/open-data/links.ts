import { defaultLocale } from '@/lib/i18n/locales.ts';
import {
  apiPetitionPath,
  apiSignaturesPath,
  countPath,
  dailyPath,
  dailyTablePath,
  logPath,
  petitionFeedPath,
  petitionPath,
  streamPath,
} from '@/lib/urls.ts';

/** Where everything about a petition is. `origin`: the one under which the asker reaches the site. */
export const petitionLinks = (origin: string, slug: string) => ({
  self: origin + apiPetitionPath(slug),
  page: origin + petitionPath(defaultLocale, slug),
  count: origin + countPath(slug),
  stream: origin + streamPath(slug),
  daily: origin + dailyPath(slug),
  daily_csv: origin + dailyTablePath(slug),
  signatures: origin + apiSignaturesPath(slug),
  feed: origin + petitionFeedPath(slug, defaultLocale),
  log: origin + logPath(defaultLocale, slug),
});
