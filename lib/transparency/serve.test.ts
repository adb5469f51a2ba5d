import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { encodeBundle } from '../log/entry/bundle.ts';
import { readTilePath, tilePath, widthAt } from '../log/merkle/tile.ts';
import { cutBundle, readTileName, widthIn } from './serve.js';

const tiles = fc.record({
  level: fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 5 })),
  index: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  width: fc.integer({ min: 1, max: 256 }),
});

test('the server reads the paths of tiles as the log’s own arithmetic does', () => {
  fc.assert(
    fc.property(tiles, fc.integer({ min: 0, max: 2 ** 40 }), (tile, size) => {
      const name = readTileName(tilePath(tile));
      expect(name).toMatchObject({ level: String(tile.level), index: Number(tile.index), width: tile.width });
      if (name) expect(widthIn(size, name)).toBe(widthAt(BigInt(size), tile.level, tile.index));
    }),
    { numRuns: 2_000 },
  );
});

test('what the log’s own arithmetic refuses as a path, the server refuses, too', () => {
  const part = fc.constantFrom(
    'tile',
    'entries',
    '0',
    '00',
    '64',
    '000',
    'x000',
    'x001',
    '067',
    '.p',
    '.p/0',
    '.p/256',
    '..',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const path = parts.join('/').replaceAll('/.p', '.p');
      expect(readTileName(path) === null, path).toBe(readTilePath(path) === null);
    }),
    { numRuns: 5_000 },
  );
});

test('a bundle is cut between entries, and never where it has none', () => {
  const bundle = Buffer.from(encodeBundle([Buffer.alloc(72, 1), Buffer.alloc(136, 2), Buffer.alloc(72, 3)]));
  expect(cutBundle(bundle, 2)).toEqual(bundle.subarray(0, 74 + 138));
  expect(cutBundle(bundle, 3)).toEqual(bundle);
  expect(cutBundle(bundle, 4)).toBeNull();
  expect(cutBundle(bundle.subarray(0, 100), 2)).toBeNull();
});
