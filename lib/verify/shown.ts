import type { Tree } from '../log/merkle/check-proof.ts';
import { isHash } from '../log/merkle/hash.ts';
import { fromBase64, fromDecimal } from '../log/text.ts';
import { type Site, Unreadable } from './site.ts';

/** What the site shows of a petition: `GET /api/v1/petitions` and `GET /api/v1/petitions/{slug}/count`. */
export interface ShownPetition {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly textVersion: number;
  /** Lower-case hex. */
  readonly textSha256: string;
  readonly listed: number;
}

export interface ShownCount {
  readonly count: number;
  /** The checkpoint that the count names; null when it names none. */
  readonly tree: Tree | null;
}

/** A site of ours has a few; this many pages of a hundred are read, and then the list is called endless. */
const MOST_PAGES = 200;

/** All petitions that the site lists. Throws {@link Unreadable} for anything but such a list. */
export async function readPetitions(site: Pick<Site, 'json'>): Promise<ShownPetition[]> {
  const petitions = new Map<string, ShownPetition>();
  for (let page = 1; page <= MOST_PAGES; page++) {
    const path = `/api/v1/petitions?per_page=100&page=${page}`;
    const read = fieldsOf(await site.json(path));
    if (!Array.isArray(read.petitions)) throw new Unreadable(`${path}: no list of petitions`);
    for (const petition of read.petitions.map((each) => readPetition(each, path))) petitions.set(petition.id, petition);
    if (typeof fieldsOf(read.links).next !== 'string') return [...petitions.values()];
  }
  throw new Unreadable('/api/v1/petitions: an endless list');
}

function readPetition(told: unknown, path: string): ShownPetition {
  const { count, id, slug, text_sha256, text_version, title } = fieldsOf(told);
  const isSlug = typeof slug === 'string' && /^[\p{L}\p{N}-]{1,200}$/u.test(slug);
  if (typeof id !== 'string' || !isSlug || !isCount(count))
    throw new Unreadable(`${path}: a petition without its fields`);
  return {
    id,
    slug,
    title: typeof title === 'string' ? title.slice(0, 300) : slug,
    listed: count,
    textVersion: isCount(text_version) ? text_version : 0,
    textSha256: typeof text_sha256 === 'string' ? text_sha256 : '',
  };
}

export async function readCount(site: Pick<Site, 'json'>, slug: string): Promise<ShownCount> {
  const path = `/api/v1/petitions/${encodeURIComponent(slug)}/count`;
  const { checkpoint, count } = fieldsOf(await site.json(path));
  if (!isCount(count)) throw new Unreadable(`${path}: no count`);
  return { count, tree: readTree(checkpoint) };
}

/** Sizes come as numbers or as decimal text, roots in base64 as in the checkpoint. */
function readTree(told: unknown): Tree | null {
  const { root, size } = fieldsOf(told);
  const sized = fromDecimal(String(size));
  const hash = typeof root === 'string' ? fromBase64(root) : null;
  return sized !== null && hash && isHash(hash) ? { size: sized, root: hash } : null;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Outside data: whatever it is, its fields can be asked for. */
const fieldsOf = (told: unknown): Readonly<Record<string, unknown>> =>
  typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : {};
