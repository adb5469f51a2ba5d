import { locales } from '../i18n/locales.ts';
import { isPage, readPlace } from './places.ts';

/** What was read at a place. */
export interface Taken {
  readonly place: string;
  readonly body: Buffer;
}

export interface Crawl {
  readonly taken: readonly Taken[];
  /** The onion that the site tells of itself. */
  readonly onion: string | null;
}

/** In milliseconds, for one answer. */
const PATIENCE = 30_000;

/** Everything public that can be reached from the lists of petitions, one request at a time. Throws when one fails. */
export async function crawlSite(origin: string): Promise<Crawl> {
  const queue = [...locales.map((locale) => `/${locale}`), '/icon.svg'];
  const known = new Set(queue);
  const taken: Taken[] = [];
  let onion: string | null = null;
  for (let place = queue.shift(); place !== undefined; place = queue.shift()) {
    const answer = await read(origin + place);
    onion ??= answer.onion;
    taken.push({ place, body: answer.body });
    for (const next of placesIn(place, answer.body.toString(), origin)) {
      if (known.has(next)) continue;
      known.add(next);
      queue.push(next);
    }
  }
  return { taken, onion };
}

async function read(url: string): Promise<{ body: Buffer; onion: string | null }> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  const onion = answer.headers.get('onion-location');
  return { body: Buffer.from(await answer.arrayBuffer()), onion: onion ? new URL(onion).origin : null };
}

/** The numbers of a petition are no link of its page; machines know their address. */
export const countPlace = (slug: string): string => `/api/v1/petitions/${slug}/count`;

function placesIn(place: string, text: string, origin: string): string[] {
  if (!isPage(place)) return [];
  const links = [...text.matchAll(/\s(?:href|src)="([^"#]+)/g)].map(([, href]) =>
    (href ?? '').replaceAll('&amp;', '&'),
  );
  const slug = /^\/[a-z]+\/petitions\/([a-z0-9-]+)$/.exec(place)?.[1];
  return [...links.flatMap((href) => readPlace(href, origin) ?? []), ...(slug ? [countPlace(slug)] : [])];
}
