import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import { concat } from '@/lib/log/bytes.ts';
import { encodeBundle } from '@/lib/log/entry/bundle.ts';
import { type Hash, leafHash } from '@/lib/log/merkle/hash.ts';
import { appendLeaves, emptyEdge, rootOf } from '@/lib/log/merkle/right-edge.ts';
import { hashesInTile, TILE_WIDTH, widthAt } from '@/lib/log/merkle/tile.ts';
import { fullTileFile, growingTileFile, logFolder, readTileFile, type TileName, writeLogFile } from './files.ts';

const WIDTH = BigInt(TILE_WIDTH);

/** The first index of the tile in which this one stands. */
const tileStart = (index: bigint): bigint => index - (index % WIDTH);

/**
 * Writes all tiles and bundles that the log has at `size` beyond those it had at `from`, from its entries. Answers the
 * root that the files of all levels lead to, which must be the one that is about to be signed.
 */
export async function writeTiles(tx: Pick<Transaction, 'execute'>, from: bigint, size: bigint): Promise<Hash> {
  for (let start = tileStart(from); start < size; start += WIDTH) {
    const entries = await readEntries(tx, start, start + WIDTH < size ? start + WIDTH : size);
    const index = start / WIDTH;
    await writeTile({ level: 'entries', index }, encodeBundle(entries), entries.length);
    await writeTile({ level: 0, index }, concat(...entries.map(leafHash)), entries.length);
  }
  for (let level = 1; size >> BigInt(8 * level) > 0n; level += 1) await writeLevel(level, from, size);
  return readRoot(size);
}

async function readEntries(tx: Pick<Transaction, 'execute'>, start: bigint, end: bigint): Promise<Buffer[]> {
  const rows = await tx.execute<{ entry: Buffer }>(sql`
    select entry from log_entries where idx >= ${String(start)}::bigint and idx < ${String(end)}::bigint order by idx`);
  if (BigInt(rows.length) !== end - start) throw new Error('The log lacks entries in its middle.');
  return rows.map(({ entry }) => entry);
}

/** Each hash of a level is the root of one full tile below it. */
async function writeLevel(level: number, from: bigint, size: bigint): Promise<void> {
  const [had, has] = [from >> BigInt(8 * level), size >> BigInt(8 * level)];
  if (had === has && from > 0n) return;
  for (let start = tileStart(had); start < has; start += WIDTH) {
    const name: TileName = { level, index: start / WIDTH };
    const width = widthAt(size, level, name.index);
    const hashes = await readHashes(name);
    for (let at = hashes.length; at < width; at += 1) hashes.push(await readTileRoot(level - 1, start + BigInt(at)));
    await writeTile(name, concat(...hashes.slice(0, width)), width);
  }
}

async function readTileRoot(level: number, index: bigint): Promise<Hash> {
  const hashes = await readHashes({ level, index });
  if (hashes.length !== TILE_WIDTH) throw new Error('A tile that is full is not there.');
  return rootOf(appendLeaves(emptyEdge, hashes));
}

/** As many as the file has; none when it is not there. */
export async function readHashes(name: TileName): Promise<Hash[]> {
  const octets = await readTileFile(name);
  return octets ? (hashesInTile(octets, octets.length / 32) ?? []) : [];
}

async function writeTile(name: TileName, octets: Uint8Array, width: number): Promise<void> {
  if (width < TILE_WIDTH) return writeLogFile(growingTileFile(name), octets);
  await writeLogFile(fullTileFile(name), octets);
  await rm(join(logFolder(), growingTileFile(name)), { force: true });
}

/** From the widest tiles to the leaves: the tiles at the right edge hold every subtree that a root is made of. */
async function readRoot(size: bigint): Promise<Hash> {
  const hashes: Hash[] = [];
  for (let level = 7; level >= 0; level -= 1) {
    const has = size >> BigInt(8 * level);
    const width = Number(has % WIDTH);
    if (width === 0) continue;
    const tile = await readHashes({ level, index: has / WIDTH });
    hashes.push(...appendLeaves(emptyEdge, tile.slice(0, width)).hashes);
  }
  return rootOf({ size, hashes });
}
