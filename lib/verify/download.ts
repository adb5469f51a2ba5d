import { decodeBundle } from '../log/entry/bundle.ts';
import type { EntryRefusal } from '../log/entry/entry.ts';
import type { FoldRefusal } from '../log/entry/fold.ts';
import { TILE_WIDTH, tilePath, widthAt } from '../log/merkle/tile.ts';
import { type Finding, refused } from './finding.ts';
import type { Recount } from './recount.ts';
import type { Site } from './site.ts';
import type { VerifyKey } from './words.ts';

/** How many bundles are on their way at a time. Their order is kept. */
const AT_ONCE = 8;

/** Called after each bundle, with entries recounted and entries in all. */
export type Progress = (done: number, of: number) => void;

/** Reads on from where the recount stands to `size`. Answers what made it stop, or null when it got there. */
export async function recountTo(
  site: Pick<Site, 'bundle'>,
  recount: Recount,
  size: bigint,
  progress: Progress,
): Promise<Finding | null> {
  const waiting: Promise<BundleRead>[] = [];
  const indices = bundleIndices(BigInt(recount.size), size);
  for (let next = indices.next(); ; ) {
    for (; waiting.length < AT_ONCE && !next.done; next = indices.next()) {
      const reading = readBundle(site, next.value, size);
      // Those behind the first that fails are nobody's concern any more.
      reading.catch(() => undefined);
      waiting.push(reading);
    }
    const bundle = await waiting.shift();
    if (!bundle) return null;
    const refusal = 'kind' in bundle ? bundle : takeIn(recount, bundle);
    if (refusal) return refusal;
    progress(recount.size, Number(size));
  }
}

function* bundleIndices(from: bigint, size: bigint): Generator<bigint, undefined> {
  for (let index = from / BigInt(TILE_WIDTH); index * BigInt(TILE_WIDTH) < size; index += 1n) yield index;
}

interface Bundle {
  readonly index: bigint;
  readonly entries: readonly Uint8Array[];
}
type BundleRead = Bundle | Finding;

async function readBundle(site: Pick<Site, 'bundle'>, index: bigint, size: bigint): Promise<BundleRead> {
  const width = widthAt(size, 'entries', index);
  const path = tilePath({ level: 'entries', index, width });
  const octets = await site.bundle(path);
  if (octets === 'missing') return refused('verify.refused.bundle-missing', { path });
  const entries = decodeBundle(octets);
  if (typeof entries === 'string') return refused('verify.refused.bundle-broken', { path });
  return entries.length === width
    ? { index, entries }
    : refused('verify.refused.bundle-length', { path, found: entries.length, expected: width });
}

/** A bundle may begin with entries that were counted when it was still partial. */
function takeIn(recount: Recount, { entries, index }: Bundle): Finding | null {
  const known = recount.size - Number(index) * TILE_WIDTH;
  for (const entry of entries.slice(known)) {
    const reason = recount.add(entry);
    if (reason) return refused(keyOf(reason), { index: recount.size, reason });
  }
  return null;
}

/** What a single entry lacks in itself is one sentence; what contradicts the entries before it has each its own. */
const keyOf = (reason: FoldRefusal): VerifyKey =>
  isOfEntry(reason) ? 'verify.refused.entry-malformed' : `verify.refused.${reason}`;

const isOfEntry = (reason: FoldRefusal): reason is EntryRefusal => reason.startsWith('entry-');
