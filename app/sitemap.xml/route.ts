import { door } from '@/app/ui/door.tsx';
import { languagesOf } from '@/app/ui/head/found.tsx';
import { answerXml, writeSitemap, writeSitemapIndex } from '@/app/ui/head/write-sitemap.ts';
import { faultPage } from '@/app/ui/notices.tsx';
import { type Locale, locales } from '@/lib/i18n/locales.ts';
import { listPublicPlaces } from '@/lib/petition/sitemap.ts';

export const dynamic = 'force-dynamic';

/** Pages of the site itself. */
const own = ['', '/about/privacy', '/about/count', '/about/security', '/about/accessibility'];

/** Everything public for search engines, in all its languages; an index of such lists where one would grow too long. */
export const GET = door(async ({ request, url, visit }) => {
  const asked = url.searchParams.get('page');
  const page = Number(/^[1-9]\d{0,4}$/.exec(asked ?? '1')?.[0] ?? 0);
  if (page === 0) return faultPage(request, visit, 'not-found');
  const { pages, places } = await listPublicPlaces(page);
  if (page > pages || (page > 1 && places.length === 0)) return faultPage(request, visit, 'not-found');
  if (asked === null && pages > 1) return answerXml(request, writeSitemapIndex(visit.origin, pages));
  const site = page === 1 ? own.map((place) => ({ place, languages: locales, changedAt: null })) : [];
  const found = places.map(({ changedAt, languages, place }) => ({ place, languages: spoken(languages), changedAt }));
  return answerXml(request, writeSitemap(visit.origin, [...site, ...found]));
});

/** A place in languages that the site does not speak is shown in all that it speaks. */
function spoken(languages: readonly string[]): readonly Locale[] {
  const known = languagesOf(
    languages.map((language) => ({ language })),
    'en',
  );
  return known.length > 0 ? known : locales;
}
