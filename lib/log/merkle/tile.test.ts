import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { concat } from '../bytes.ts';
import { decodeBundle, encodeBundle } from '../entry/bundle.ts';
import { LARGEST, toUtf8 } from '../text.ts';
import { sampleEntries, vectorBytes } from '../vectors/read.ts';
import { type Hash, leafHash, nodeHash } from './hash.ts';
import { consistencyProof, inclusionProof, inclusionRanges } from './prove.ts';
import { rangeHash, type Subtrees, subtreesOf, subtreesOfLeaves } from './subtrees.ts';
import {
  cutTile,
  hashesInTile,
  partialTiles,
  readTilePath,
  subtreesInTiles,
  tileHolding,
  tilePath,
  widthAt,
} from './tile.ts';

const tile = fc.record({
  level: fc.oneof(fc.constant<'entries'>('entries'), fc.integer({ min: 0, max: 63 })),
  index: fc.bigInt({ min: 0n, max: LARGEST }),
  width: fc.integer({ min: 1, max: 256 }),
});

test('a tile has the path of the standard', () => {
  expect(tilePath({ level: 0, index: 1234067n, width: 256 })).toBe('tile/0/x001/x234/067');
  expect(tilePath({ level: 1, index: 0n, width: 1 })).toBe('tile/1/000.p/1');
  expect(tilePath({ level: 'entries', index: 1000n, width: 255 })).toBe('tile/entries/x001/000.p/255');
});

test('every path reads back to its tile', () => {
  fc.assert(fc.property(tile, (each) => expect(readTilePath(tilePath(each))).toEqual(each)));
});

for (const path of [
  'tile/0/0',
  'tile/00/000',
  'tile/64/000',
  'tile/0/x000/001',
  'tile/0/001/001',
  'tile/0/000.p/0',
  'tile/0/000.p/256',
  'tile/0/000.p/01',
  'tile/0/000/',
  '/tile/0/000',
  'tile/0/000\n',
  'tile/-1/000',
  'tile/data/000',
  `tile/0/${'x111/'.repeat(9999)}000`,
])
  test(`${path.slice(0, 30)} is no tile`, () => expect(readTilePath(path)).toBeNull());

test('a log of 70,000 has the partial tiles of the standard, one of 256 a full tile and one hash above', () => {
  expect(partialTiles(70_000n).map(tilePath)).toEqual([
    'tile/entries/273.p/112',
    'tile/0/273.p/112',
    'tile/1/001.p/17',
    'tile/2/000.p/1',
  ]);
  expect(partialTiles(256n).map(tilePath)).toEqual(['tile/1/000.p/1']);
  expect(partialTiles(0n)).toEqual([]);
  expect(widthAt(70_000n, 0, 272n)).toBe(256);
  expect(widthAt(70_000n, 0, 274n)).toBe(0);
});

const leaves = Array.from({ length: 70_000 }, (_, at) => leafHash(toUtf8(`leaf ${at}`)));

/** All tiles of the first `size` leaves, by the definition: each hash above is that of a full tile below. */
function tilesOf(hashes: readonly Hash[]): Hash[][] {
  const above = Array.from(
    { length: Math.floor(hashes.length / 256) },
    (_, at) => subtreesOfLeaves(hashes.slice(at * 256, at * 256 + 256))({ level: 8, index: 0n }) as Hash,
  );
  return above.length === 0 ? [[...hashes]] : [[...hashes], ...tilesOf(above)];
}

const allTiles = tilesOf(leaves);

/** Subtrees from the leaves alone, remembered from one proof to the next. */
const known = new Map<string, Hash>();
const inMemory: Subtrees = ({ level, index }) => {
  if (level === 0) return leaves[Number(index)];
  const name = `${level} ${index}`;
  const [left, right] = [0n, 1n].map((side) =>
    known.get(name) ? undefined : inMemory({ level: level - 1, index: 2n * index + side }),
  );
  const found = known.get(name) ?? (left && right && nodeHash(left, right));
  if (found) known.set(name, found);
  return found;
};

/** Tiles as a log of that size serves them. */
const servedAt = (size: bigint) => (level: number, index: bigint) => {
  const width = widthAt(size, level, index);
  return width > 0 ? allTiles[level]?.slice(Number(index) * 256, Number(index) * 256 + width) : undefined;
};

test('the root and every proof can be read out of the tiles of that size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70_000 }), fc.nat(), (size, pick) => {
      const [index, end] = [BigInt(pick % size), BigInt(size)];
      const tiles = subtreesInTiles(servedAt(end));
      expect(inclusionProof(index, end, tiles)).toEqual(inclusionProof(index, end, inMemory));
      expect(consistencyProof(index, end, tiles)).toEqual(consistencyProof(index, end, inMemory));
      expect(rangeHash({ start: 0n, end }, tiles)).toEqual(rangeHash({ start: 0n, end }, inMemory));
    }),
    { numRuns: 12 },
  );
});

test('the tiles a proof needs are known before they are fetched', () => {
  const ranges = inclusionRanges(300n, 700n);
  if (ranges === 'out-of-range') throw new Error(ranges);
  const paths = new Set(ranges.flatMap(subtreesOf).map((subtree) => tilePath(tileHolding(subtree, 700n))));
  expect([...paths].sort()).toEqual(['tile/0/001', 'tile/0/002.p/188', 'tile/1/000.p/2']);
});

test('a subtree that is not complete yet is not in the tiles', () => {
  expect(subtreesInTiles(servedAt(300n))({ level: 6, index: 4n })).toBeUndefined();
  expect(subtreesInTiles(servedAt(300n))({ level: 5, index: 8n })).toBeDefined();
});

const sampleLeaves = sampleEntries(decodeBundle).map(leafHash);

test('the sample log is cut into its published tiles', () => {
  const [level0 = [], level1 = []] = tilesOf(sampleLeaves);
  for (const path of [
    'tile/0/000',
    'tile/0/001',
    'tile/0/001.p/1',
    'tile/0/002.p/188',
    'tile/1/000.p/1',
    'tile/1/000.p/2',
  ]) {
    const { level, index, width } = readTilePath(path) ?? { level: 0, index: 0n, width: 0 };
    const row = level === 0 ? level0 : level1;
    const hashes = row.slice(Number(index) * 256, Number(index) * 256 + 256);
    expect(cutTile(concat(...hashes), width), path).toEqual(vectorBytes(`sample-log/${path}`));
    expect(hashesInTile(vectorBytes(`sample-log/${path}`), width)).toEqual(hashes.slice(0, width));
  }
});

test('a tile too short to cut, or of another length than its width, is refused', () => {
  expect(cutTile(new Uint8Array(32 * 5), 6)).toBeNull();
  expect(cutTile(new Uint8Array(32 * 5), 0)).toBeNull();
  expect(hashesInTile(new Uint8Array(32 * 5 + 1), 5)).toBeNull();
});

test('bundles of entries read back, and the published ones are written the same', () => {
  const entries = sampleEntries(decodeBundle);
  expect(encodeBundle(entries.slice(512))).toEqual(vectorBytes('sample-log/tile/entries/002.p/188'));
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (each) => {
      expect(decodeBundle(encodeBundle(each))).toEqual(each);
    }),
  );
});

test('a bundle cut short or wider than 256 is refused', () => {
  const bundle = vectorBytes('sample-log/tile/entries/000');
  expect(decodeBundle(bundle.subarray(0, -1))).toBe('bundle-cut-short');
  expect(decodeBundle(bundle.subarray(0, 75))).toBe('bundle-cut-short');
  expect(decodeBundle(new Uint8Array(2 * 257))).toBe('bundle-too-wide');
});
