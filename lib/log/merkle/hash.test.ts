import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { fromHex, toHex, toUtf8 } from '../text.ts';
import { vectorJson } from '../vectors/read.ts';
import { emptyRoot, leafHash, nodeHash } from './hash.ts';
import { appendLeaves, emptyEdge, rootOf } from './right-edge.ts';
import { sha256 } from './sha256.ts';
import { rangeHash, subtreesOfLeaves } from './subtrees.ts';

const theirs = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('SHA-256 agrees with node:crypto at every length up to 400', () => {
  for (let length = 0; length <= 400; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 151 + length) & 0xff);
    expect(toHex(sha256(bytes))).toBe(theirs(bytes));
  }
});

test('SHA-256 agrees with node:crypto however the message is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 6 }), (parts) => {
      expect(toHex(sha256(...parts))).toBe(theirs(Buffer.concat(parts)));
    }),
  );
});

interface Tree8 {
  leaf_inputs_hex: string[];
  node_hashes_hex_by_level: string[][];
  root_hex_by_size: string[];
  leaf_hash_examples: Record<string, string>;
  node_hash_example: { hash: string };
}

const tree8 = vectorJson<Tree8>('public/rfc6962-tree8.json');
const leaves = tree8.leaf_inputs_hex.map((hex) => leafHash(fromHex(hex) ?? new Uint8Array()));

test('the eight-leaf tree of Certificate Transparency has its known nodes', () => {
  const subtrees = subtreesOfLeaves(leaves);
  for (const [level, row] of tree8.node_hashes_hex_by_level.entries())
    for (const [index, hex] of row.entries())
      expect(toHex(subtrees({ level, index: BigInt(index) }) ?? new Uint8Array())).toBe(hex);
});

test('the eight-leaf tree of Certificate Transparency has its known roots', () => {
  for (const [size, hex] of tree8.root_hex_by_size.entries())
    expect(toHex(rootOf(appendLeaves(emptyEdge, leaves.slice(0, size))))).toBe(hex);
});

test('the examples of a leaf, a node and the empty tree hold', () => {
  expect(toHex(leafHash(toUtf8('L123456')))).toBe(tree8.leaf_hash_examples.L123456);
  expect(toHex(nodeHash(toUtf8('N123'), toUtf8('N456')))).toBe(tree8.node_hash_example.hash);
  expect(toHex(emptyRoot())).toBe(theirs(new Uint8Array()));
});

/** MTH(D[n]) of RFC 6962 section 2.1, word for word. */
function naiveRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const [first] = hashes;
  if (!first) return sha256();
  if (hashes.length === 1) return first;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return sha256(Uint8Array.of(1), naiveRoot(hashes.slice(0, k)), naiveRoot(hashes.slice(k)));
}

const manyLeaves = Array.from({ length: 5000 }, (_, at) => leafHash(toUtf8(`leaf ${at}`)));

test('the right edge leads to the root of RFC 6962 at every size up to 300', () => {
  let edge = emptyEdge;
  for (let size = 0; size <= 300; size++) {
    expect(rootOf(edge)).toEqual(naiveRoot(manyLeaves.slice(0, size)));
    expect(edge.hashes.length).toBe(size.toString(2).replaceAll('0', '').length);
    edge = appendLeaves(edge, manyLeaves.slice(size, size + 1));
  }
});

test('appending in any batches gives the tree of all leaves', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 4 }), (batches) => {
      let edge = emptyEdge;
      let size = 0;
      for (const batch of batches) {
        edge = appendLeaves(edge, manyLeaves.slice(size, size + batch));
        size += batch;
      }
      const whole = manyLeaves.slice(0, size);
      expect(rootOf(edge)).toEqual(naiveRoot(whole));
      const range = { start: 0n, end: BigInt(size) };
      if (size > 0) expect(rangeHash(range, subtreesOfLeaves(whole))).toEqual(rootOf(edge));
    }),
    { numRuns: 20 },
  );
});
