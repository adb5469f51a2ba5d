import { type Settings, settings } from '@/lib/env.ts';

/** The onion service: the same site, reached through Tor under another name and without TLS of its own. */

type Places = Pick<Settings, 'APP_URL' | 'ONION_URL'>;

const hostOf = (request: Request): string => (request.headers.get('host') ?? '').toLowerCase();

export const isOnion = (request: Request, { ONION_URL }: Places = settings()): boolean =>
  ONION_URL !== undefined && hostOf(request) === new URL(ONION_URL).host;

/** The origin under which this visitor reads the site; everything that a page names of it begins with that. */
export function originFor(request: Request, places: Places = settings()): string {
  return isOnion(request, places) && places.ONION_URL ? places.ONION_URL : places.APP_URL;
}

/** Origins whose forms are ours (WE-03): nobody else can serve pages under either. */
export const isOurOrigin = (origin: string | null, { APP_URL, ONION_URL }: Places = settings()): boolean =>
  origin !== null && (origin === APP_URL || origin === ONION_URL);

/**
 * True for a request that a page of another site sent. Browsers say where an unsafe request comes from; what says
 * nothing is no browser, and nobody's page made it (WE-03).
 */
export function isFromElsewhere({ headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin';
  return headers.has('origin') && !isOurOrigin(headers.get('origin'));
}

/** Cookies may ask for TLS where there is some; Tor itself encrypts the way to an onion service. */
export const hasTls = (request: Request, places: Places = settings()): boolean =>
  originFor(request, places).startsWith('https:');

/**
 * Tells Tor Browser of the onion (WE-13); it believes that over TLS alone. The path without its search, so that
 * nothing a visitor adds to an address stands in what a cache may show to others.
 */
export function onionLocation(request: Request, places: Places = settings()): Record<string, string> {
  const { APP_URL, ONION_URL } = places;
  if (!ONION_URL || !APP_URL.startsWith('https:') || isOnion(request, places)) return {};
  return { 'onion-location': ONION_URL + new URL(request.url).pathname };
}
