import { HASH_BYTES, type Hash } from './hash.ts';
import { type Subtree, type Subtrees, subtreesOfLeaves } from './subtrees.ts';

/** The tree cut into files of 256 hashes: C2SP tlog-tiles, "Merkle Tree" and "Log entries". */

export const TILE_WIDTH = 256;
/** A tile spans eight levels of the tree: 2^8 = 256. */
const TILE_HEIGHT = 8;

/** Which tile, whole or cut: hashes of tree level 8 · level, or the entries themselves. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: bigint;
  /** 1 to 256; below 256 the tile is partial. */
  readonly width: number;
}

/** `tile/<L>/<N>[.p/<W>]`, below the log's prefix. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  const number = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${number}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

const PATH = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/){0,6}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** The tile a path names, or null. Each tile has one path: no leading zeros, no width above 255. */
export function readTilePath(path: string): Tile | null {
  const [, level, number, width] = PATH.exec(path) ?? [];
  if (!level || !number) return null;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: BigInt(number.replaceAll(/[x/]/g, '')),
    width: Number(width ?? TILE_WIDTH),
  };
  return tilePath(tile) === path ? tile : null;
}

/** How many hashes (or entries) that tile holds when the log has `size` entries: 0 (no such tile) to 256. */
export function widthAt(size: bigint, level: number | 'entries', index: bigint): number {
  const hashes = size >> BigInt(TILE_HEIGHT * (level === 'entries' ? 0 : level));
  const rest = hashes - index * BigInt(TILE_WIDTH);
  return rest <= 0n ? 0 : rest >= BigInt(TILE_WIDTH) ? TILE_WIDTH : Number(rest);
}

/** The partial tiles a log of this size must serve, with the partial bundle of entries first. */
export function partialTiles(size: bigint): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; size >> BigInt(TILE_HEIGHT * level) > 0n; level++) {
    const index = size >> BigInt(TILE_HEIGHT * (level + 1));
    const width = widthAt(size, level, index);
    if (width > 0 && level === 0) tiles.push({ level: 'entries', index, width });
    if (width > 0) tiles.push({ level, index, width });
  }
  return tiles;
}

/** As tiles only grow, a partial tile is the beginning of the full one. Null when there are fewer hashes than that. */
export function cutTile(octets: Uint8Array, width: number): Uint8Array | null {
  return width > 0 && octets.length >= width * HASH_BYTES ? octets.subarray(0, width * HASH_BYTES) : null;
}

/** The hashes of a tile of this width, or null when its length is another. */
export function hashesInTile(octets: Uint8Array, width: number): Hash[] | null {
  if (octets.length !== width * HASH_BYTES) return null;
  return Array.from({ length: width }, (_, at) => octets.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** The tile that holds (or, for the levels in between, lets one compute) a subtree's hash at this size. */
export function tileHolding(subtree: Subtree, size: bigint): Tile {
  const level = Math.floor(subtree.level / TILE_HEIGHT);
  const index = subtree.index >> BigInt(TILE_HEIGHT - (subtree.level % TILE_HEIGHT));
  return { level, index, width: widthAt(size, level, index) };
}

/**
 * Subtrees read out of tiles. `hashesAt` gives the hashes of a tile, whole or cut, in their order. Nothing
 * is checked here: hashes from outside prove themselves when the root they lead to is the checkpoint's.
 */
export function subtreesInTiles(hashesAt: (level: number, index: bigint) => readonly Hash[] | undefined): Subtrees {
  return (subtree) => {
    const { level, index } = tileHolding(subtree, 0n);
    const hashes = typeof level === 'number' ? hashesAt(level, index) : undefined;
    const height = subtree.level % TILE_HEIGHT;
    const within = subtree.index % (1n << BigInt(TILE_HEIGHT - height));
    return subtreesOfLeaves(hashes ?? [])({ level: height, index: within });
  };
}
