import { locales } from '../i18n/locales.ts';

/** Where the pages of a site stand in its mirror. */

const LANGUAGE = locales.join('|');

/** What everybody may read. Forms, the panel and what belongs to one person are no part of a mirror. */
const PAGE = new RegExp(
  `^/(?:${LANGUAGE})(?:/(?:about|campaigns|petitions)/[a-z0-9-]+(?:/(?:log|updates|updates/\\d+|with/[a-z0-9-]+))?)?$`,
);
const FILE =
  /^\/(?:icon\.svg|coalitions\/[a-z0-9-]+\/logo\.png|petitions\/[a-z0-9-]+\/(?:feed\.xml|card\.png|qr\.svg))$/;

/** Searches lead to lists; what else stands behind a question mark changes no words of a page. */
const KEPT = ['state', 'page'];

/** An address of the site as the mirror knows it: `null` where it is no part of the mirror. */
export function readPlace(href: string, origin: string): string | null {
  const url = URL.canParse(href, origin) ? new URL(href, origin) : null;
  if (url?.origin !== origin) return null;
  if (FILE.test(url.pathname)) return url.pathname;
  if (!PAGE.test(url.pathname)) return null;
  const kept = KEPT.flatMap((name) => {
    const value = url.searchParams.get(name);
    return value && /^[a-z0-9]{1,10}$/.test(value) ? [`${name}=${value}`] : [];
  });
  return url.pathname + (kept.length > 0 ? `?${kept.join('&')}` : '');
}

export const isPage = (place: string): boolean => PAGE.test(place.split('?')[0] ?? '');

/** The file of a place, from the mirror's folder: "en/petitions/x/index.html", "en/state-open/index.html". */
export function fileOf(place: string): string {
  const [path = '', search] = place.split('?');
  if (!isPage(place)) return path.slice(1);
  return `${path.slice(1)}/${search ? `${search.replaceAll('=', '-').replaceAll('&', '-')}/` : ''}index.html`;
}

/** The way from one file of the mirror to another, which holds on every host and without any. */
export function wayBetween(from: string, to: string): string {
  const depth = from.split('/').length - 1;
  return '../'.repeat(depth) + to || 'index.html';
}
