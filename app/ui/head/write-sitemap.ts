import type { Locale } from '@/lib/i18n/locales.ts';
import { inertPolicy } from '../html.tsx';

export interface SitemapPlace {
  readonly place: string;
  /** The first for readers of all others. */
  readonly languages: readonly Locale[];
  readonly changedAt: Date | null;
}

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const protocol = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** Every place once in each of its languages, and each time with all the others beside it. */
export function writeSitemap(origin: string, places: readonly SitemapPlace[]): string {
  const urls = places.flatMap(({ changedAt, languages, place }) => {
    const hrefOf = (language: Locale) => escapeXml(`${origin}/${language}${place}`);
    const alternates = [
      ...languages.map((language) => [language, language] as const),
      ['x-default', languages[0] ?? 'en'] as const,
    ]
      .map(([name, language]) => `<xhtml:link rel="alternate" hreflang="${name}" href="${hrefOf(language)}"/>`)
      .join('');
    const lastmod = changedAt ? `<lastmod>${changedAt.toISOString().slice(0, 10)}</lastmod>` : '';
    return languages.map((language) => `<url><loc>${hrefOf(language)}</loc>${lastmod}${alternates}</url>\n`);
  });
  return `${head}<urlset ${protocol} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('')}</urlset>\n`;
}

export function writeSitemapIndex(origin: string, pages: number): string {
  const all = Array.from(
    { length: pages },
    (_, n) => `<sitemap><loc>${escapeXml(`${origin}/sitemap.xml?page=${n + 1}`)}</loc></sitemap>\n`,
  );
  return `${head}<sitemapindex ${protocol}>\n${all.join('')}</sitemapindex>\n`;
}

export const answerXml = (request: Request, xml: string): Response =>
  new Response(request.method === 'HEAD' ? null : xml, {
    headers: {
      ...inertPolicy,
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, max-age=300, s-maxage=300',
    },
  });
