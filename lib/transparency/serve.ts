import { LRUCache } from 'lru-cache';
import { once } from '@/db/once.ts';
import { readU16 } from '../log/bytes.ts';
import { cutTile, readTilePath, TILE_WIDTH, type Tile, widthAt } from '../log/merkle/tile.ts';
import { logKey } from './key.ts';
import { FULL_NOTE_FILE, NOTE_FILE, readPublished } from './published.ts';
import { readState } from './sequence/state.ts';
import { fullTileFile, readLogFile, readTileFile } from './tiles/files.ts';
import { policyText } from './witness/policy.ts';

/** What is answered below /log/: never anything that no published checkpoint speaks of. */
export interface LogAnswer {
  readonly body: Uint8Array<ArrayBuffer>;
  /** A tile never changes; the checkpoint does. */
  readonly isForever: boolean;
}

/** `path` is what stands behind "/log/". Null for whatever is not published. */
export async function readLogAnswer(path: string): Promise<LogAnswer | null> {
  const published = await readPublished();
  if (!published) return null;
  if (path === POLICY) return { body: await readPolicyBody(), isForever: false };
  if (path === NOTE_FILE) return { body: published.note, isForever: false };
  if (path === FULL_NOTE_FILE) return { body: published.fullNote, isForever: false };
  const tile = readTilePath(path);
  if (!tile || tile.width > widthAt(published.checkpoint.size, tile.level, tile.index)) return null;
  const body = await readTile(tile, path);
  return body && { body, isForever: true };
}

/** The site's own word on whom to trust, for readers who have no better source yet: C2SP tlog-policy. */
const POLICY = 'policy';

/** In milliseconds: how long memory answers. The settings it comes from change with a restart. */
const POLICY_FOR = 10_000;

async function readPolicyBody(): Promise<Buffer<ArrayBuffer>> {
  const known = once('log-policy', () => ({ body: Buffer.alloc(0), until: Number.NEGATIVE_INFINITY }));
  if (performance.now() < known.until) return known.body;
  const { origin, publicKey } = await readState();
  if (!origin || !publicKey) throw new Error('A published log has no key.');
  known.body = Buffer.from(await policyText(logKey(origin, publicKey)));
  known.until = performance.now() + POLICY_FOR;
  return known.body;
}

/** In bytes of tiles kept in memory: two thousand of them. */
const MEMORY = 16 * 1024 * 1024;

const memory = () =>
  once('log-tiles', () => new LRUCache<string, Uint8Array<ArrayBuffer>>({ maxSize: MEMORY, sizeCalculation: sizeOf }));

const sizeOf = (octets: Uint8Array): number => octets.length + 100;

/** Published tiles never change, so memory is always right. */
async function readTile(tile: Tile, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const known = memory().get(path);
  if (known) return known;
  const octets = tile.width === TILE_WIDTH ? await readLogFile(fullTileFile(tile)) : await readTileFile(tile);
  const cut = octets && (tile.level === 'entries' ? cutBundle(octets, tile.width) : cutTile(octets, tile.width));
  if (!cut) return null;
  // A copy: what was cut off would stay in memory with it.
  const body = new Uint8Array(cut);
  memory().set(path, body);
  return body;
}

/** The first entries of a bundle; null when it has fewer. */
export function cutBundle(octets: Uint8Array, width: number): Uint8Array | null {
  let end = 0;
  for (let entries = 0; entries < width; entries += 1) {
    if (end + 2 > octets.length) return null;
    end += 2 + readU16(octets, end);
  }
  return end <= octets.length ? octets.subarray(0, end) : null;
}
