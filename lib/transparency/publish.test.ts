import { appendSigns, logPublished, ownPolicy } from '@/e2e/support/log.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { concat } from '../log/bytes.ts';
import { decodeBundle, encodeBundle } from '../log/entry/bundle.ts';
import { checkConsistency, checkInclusion } from '../log/merkle/check-proof.ts';
import { leafHash } from '../log/merkle/hash.ts';
import { consistencyProof, inclusionProof } from '../log/merkle/prove.ts';
import { appendLeaves, emptyEdge, rootOf } from '../log/merkle/right-edge.ts';
import { partialTiles, subtreesInTiles, tilePath, widthAt } from '../log/merkle/tile.ts';
import { judgeCheckpoint } from '../log/policy/judge-checkpoint.ts';
import { publishLog } from './publish.ts';
import { createLogReader } from './serve.js';
import { logFolder } from './tiles/files.ts';
import { readHashes } from './tiles/write.ts';

/** As somebody reads who has read nothing before. */
const readLogAnswer = (path: string) => createLogReader(logFolder())(path);

test('the published checkpoint is signed, and its root is that of all entries', async () => {
  await makePetition();
  const { checkpoint, octets } = await logPublished();
  const verdict = await judgeCheckpoint(await ownPolicy(), checkpoint.note.toString());
  expect(verdict).toMatchObject({ checkpoint: { origin: 'localhost:3999/log', size: BigInt(octets.length) } });
  const naive = rootOf(appendLeaves(emptyEdge, octets.map(leafHash)));
  expect(Buffer.from(checkpoint.checkpoint.root)).toEqual(Buffer.from(naive));
});

test('nothing is signed anew while nothing is new', async () => {
  await makePetition();
  const { checkpoint } = await logPublished();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await publishLog()).toBe(false);
  expect((await logPublished()).checkpoint.note).toEqual(checkpoint.note);
});

test('tiles and bundles of every published size are served, and hold what the entries say', async () => {
  const { id } = await makePetition();
  await appendSigns(id, 600);
  const first = await logPublished();
  await appendSigns(id, 300);
  const { octets } = await logPublished();
  for (const size of [first.octets.length, octets.length]) {
    for (const tile of partialTiles(BigInt(size))) {
      const answer = await readLogAnswer(tilePath(tile));
      const start = Number(tile.index) * 256;
      if (tile.level === 'entries')
        expect(Buffer.from(answer?.body ?? [])).toEqual(
          Buffer.from(encodeBundle(octets.slice(start, start + tile.width))),
        );
      if (tile.level === 0)
        expect(Buffer.from(answer?.body ?? [])).toEqual(
          Buffer.from(concat(...octets.slice(start, start + tile.width).map(leafHash))),
        );
      expect(answer?.isForever).toBe(true);
    }
  }
  const full = await readLogAnswer('tile/entries/000');
  expect(decodeBundle(full?.body ?? new Uint8Array())).toHaveLength(256);
});

test('what no checkpoint speaks of is not there, though its entries are in the database', async () => {
  const { id } = await makePetition();
  const { octets } = await logPublished();
  await appendSigns(id, 3);
  const width = octets.length % 256;
  const index = Math.floor(octets.length / 256);
  const name = String(index).padStart(3, '0');
  expect(await readLogAnswer(`tile/0/${name}.p/${width + 1}`)).toBeNull();
  expect(await readLogAnswer('tile/0/999')).toBeNull();
  for (const path of [
    '',
    'tile',
    'checkpoint/',
    '../keys/log-signing.key',
    'tile/0/0',
    'tile/0/000.p/256',
    'tile/8/000',
  ])
    expect(await readLogAnswer(path), path).toBeNull();
});

test('any outsider can prove from the tiles that an entry is in the log and that the log only grew', async () => {
  const { id } = await makePetition();
  await appendSigns(id, 70);
  const before = await logPublished();
  await appendSigns(id, 400);
  const { checkpoint, octets } = await logPublished();
  const size = BigInt(octets.length);
  const tiles = new Map<string, Uint8Array[]>();
  for (let level = 0; level < 3; level += 1) {
    for (let index = 0n; widthAt(size, level, index) > 0; index += 1n)
      tiles.set(`${level} ${index}`, await readHashes({ level, index }));
  }
  const subtrees = subtreesInTiles((level, index) => tiles.get(`${level} ${index}`));
  const last = size - 1n;
  const proof = inclusionProof(last, size, subtrees);
  const leaf = leafHash(octets.at(-1) ?? new Uint8Array());
  expect(checkInclusion(leaf, last, checkpoint.checkpoint, proof as Uint8Array[])).toBe('proven');
  const grown = consistencyProof(before.checkpoint.checkpoint.size, size, subtrees);
  expect(checkConsistency(before.checkpoint.checkpoint, checkpoint.checkpoint, grown as Uint8Array[])).toBe('proven');
});
