import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { decodeBundle } from '../entry/bundle.ts';
import { fromBase64, LARGEST, toBase64, toUtf8 } from '../text.ts';
import { sampleEntries, vectorJson, vectorLines } from '../vectors/read.ts';
import { checkConsistency, checkInclusion, type ProofVerdict } from './check-proof.ts';
import { emptyRoot, type Hash, leafHash, nodeHash } from './hash.ts';
import { consistencyProof, inclusionProof } from './prove.ts';
import { appendLeaves, emptyEdge, rootOf } from './right-edge.ts';
import { type Subtrees, splitOf, subtreesOfLeaves } from './subtrees.ts';

const hash = (base64: string): Hash => fromBase64(base64) ?? new Uint8Array();
const hashes = (proof: string[] | null): Hash[] => (proof ?? []).map(hash);

interface InclusionVector {
  file: string;
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
}

interface ConsistencyVector {
  file: string;
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  wantErr: boolean;
}

test('the inclusion proofs of transparency-dev are judged as there', () => {
  for (const vector of vectorLines<InclusionVector>('public/merkle-inclusion.jsonl')) {
    const tree = { size: BigInt(vector.treeSize), root: hash(vector.root) };
    const verdict = checkInclusion(hash(vector.leafHash), BigInt(vector.leafIdx), tree, hashes(vector.proof));
    // Policy, not arithmetic: that library takes hashes of no length at all; here every hash has 32 bytes.
    const isPolicy = vector.file.includes('single-entry/empty-root-and-leaf');
    if (isPolicy) expect(verdict, vector.file).toBe('not-a-hash');
    else expect(verdict === 'proven', `${vector.file}: ${verdict}`).toBe(!vector.wantErr);
  }
});

test('the consistency proofs of transparency-dev are judged as there', () => {
  for (const vector of vectorLines<ConsistencyVector>('public/merkle-consistency.jsonl')) {
    const old = { size: BigInt(vector.size1), root: hash(vector.root1) };
    const tree = { size: BigInt(vector.size2), root: hash(vector.root2) };
    const verdict = checkConsistency(old, tree, hashes(vector.proof));
    // Policy, not arithmetic: in these three every root is the text "don't care", which is no hash; size 0 has its
    // own test below.
    const isPolicy = /size1-is-zero-and|sizes-are-equal-(zero|one)-and-proof-is-empty/.test(vector.file);
    if (isPolicy) expect(verdict, vector.file).toBe('not-a-hash');
    else expect(verdict === 'proven', `${vector.file}: ${verdict}`).toBe(!vector.wantErr);
  }
});

test('from size 0 an empty proof is enough, and nothing but an empty proof', () => {
  const nothing = { size: 0n, root: emptyRoot() };
  const one = { size: 1n, root: leafHash(toUtf8('one')) };
  expect(checkConsistency(nothing, one, [])).toBe('proven');
  expect(checkConsistency(nothing, nothing, [])).toBe('proven');
  expect(checkConsistency(nothing, one, [one.root])).toBe('wrong-length');
  expect(checkConsistency(nothing, { size: 0n, root: one.root }, [])).toBe('other-root');
  expect(checkConsistency({ size: 0n, root: one.root }, one, [])).toBe('other-root');
});

interface SampleLog {
  root: string;
  inclusion: { index: number; leaf_hash: string; proof: string[] }[];
  consistency: { old: number; new: number; proof: string[] }[];
}

const sample = vectorJson<SampleLog>('sample-log.json');
const sampleLeaves = sampleEntries(decodeBundle).map(leafHash);
const sampleRoot = (size: number) => rootOf(appendLeaves(emptyEdge, sampleLeaves.slice(0, size)));

test('the sample log gives its known root and proofs', () => {
  const subtrees = subtreesOfLeaves(sampleLeaves);
  expect(toBase64(sampleRoot(700))).toBe(sample.root);
  for (const { index, leaf_hash, proof } of sample.inclusion) {
    expect(inclusionProof(BigInt(index), 700n, subtrees)).toEqual(hashes(proof));
    const tree = { size: 700n, root: hash(sample.root) };
    expect(checkInclusion(hash(leaf_hash), BigInt(index), tree, hashes(proof))).toBe('proven');
  }
  for (const { old, new: size, proof } of sample.consistency) {
    expect(consistencyProof(BigInt(old), BigInt(size), subtrees)).toEqual(hashes(proof));
    const trees = [old, size].map((each) => ({ size: BigInt(each), root: sampleRoot(each) })) as [Tree, Tree];
    expect(checkConsistency(...trees, hashes(proof))).toBe('proven');
  }
});

type Tree = { size: bigint; root: Hash };

const leaves = Array.from({ length: 3000 }, (_, at) => leafHash(toUtf8(`leaf ${at}`)));
const known = new Map<string, Hash>();

/** MTH(D[start:end]) of RFC 6962 section 2.1, remembered. */
function mth(start: number, end: number): Hash {
  const k = Number(splitOf(BigInt(Math.max(end - start, 2))));
  const name = `${start} ${end}`;
  const found =
    known.get(name) ?? (end - start === 1 ? leaves[start] : nodeHash(mth(start, start + k), mth(start + k, end)));
  known.set(name, found ?? emptyRoot());
  return found ?? emptyRoot();
}

/** PATH and SUBPROOF of RFC 6962 section 2.1, word for word. */
function path(m: number, start: number, end: number): Hash[] {
  if (end - start === 1) return [];
  const k = start + Number(splitOf(BigInt(end - start)));
  return m < k ? [...path(m, start, k), mth(k, end)] : [...path(m, k, end), mth(start, k)];
}

function subproof(m: number, start: number, end: number, b: boolean): Hash[] {
  if (m === end) return b ? [] : [mth(start, end)];
  const k = start + Number(splitOf(BigInt(end - start)));
  return m <= k ? [...subproof(m, start, k, b), mth(k, end)] : [...subproof(m, k, end, false), mth(start, k)];
}

const subtrees: Subtrees = ({ level, index }) => mth(Number(index) << level, (Number(index) + 1) << level);
const treeOf = (size: number): Tree => ({ size: BigInt(size), root: size > 0 ? mth(0, size) : emptyRoot() });

/** All numbers below a small size; of a larger one every seventh, starting elsewhere each time, and both ends. */
const sampledBelow = (size: number): number[] =>
  Array.from({ length: size }, (_, at) => at).filter(
    (at) => size <= 48 || at % 7 === size % 7 || at === 0 || at >= size - 2,
  );

test('leaves of every tree up to 300 have the proof of RFC 6962, and it proves them', () => {
  test.slow();
  for (let size = 1; size <= 300; size++) {
    const tree = treeOf(size);
    for (const index of sampledBelow(size)) {
      const proof = inclusionProof(BigInt(index), BigInt(size), subtrees) as Hash[];
      if (!sameProof(proof, path(index, 0, size))) expect(proof).toEqual(path(index, 0, size));
      if (checkInclusion(mth(index, index + 1), BigInt(index), tree, proof) !== 'proven')
        expect([index, size]).toBeNull();
    }
  }
});

test('old trees of every tree up to 300 have the proof of RFC 6962, and it proves them', () => {
  test.slow();
  for (let size = 0; size <= 300; size++) {
    const tree = treeOf(size);
    for (const old of [...sampledBelow(size), size]) {
      const proof = consistencyProof(BigInt(old), BigInt(size), subtrees) as Hash[];
      const expected = old === 0 ? [] : subproof(old, 0, size, true);
      if (!sameProof(proof, expected)) expect(proof).toEqual(expected);
      if (checkConsistency(treeOf(old), tree, proof) !== 'proven') expect([old, size]).toBeNull();
    }
  }
});

/** `expect` on so many proofs would take minutes; the proofs share their hashes' memory, so identity will do. */
const sameProof = (a: Hash[], b: Hash[]) => a.length === b.length && a.every((each, at) => each === b[at]);

const sizes = fc.integer({ min: 1, max: 3000 });
const flipped = (octets: Uint8Array, bit: number) =>
  octets.map((octet, at) => (at === bit >> 3 ? octet ^ (1 << (bit & 7)) : octet));

test('a proof with anything changed proves nothing', () => {
  const change = fc.record({ at: fc.nat(), bit: fc.nat(255), kind: fc.constantFrom('flip', 'drop', 'add', 'shorten') });
  const spoil = (proof: Hash[], { at, bit, kind }: { at: number; bit: number; kind: string }): Hash[] => {
    const place = at % Math.max(proof.length, 1);
    const target = proof[place] ?? emptyRoot();
    const replacement = { flip: [flipped(target, bit)], drop: [], add: [target, target], shorten: [target.slice(1)] }[
      kind
    ];
    return proof.toSpliced(place, 1, ...(replacement ?? []));
  };
  fc.assert(
    fc.property(sizes, fc.nat(), change, (size, pick, changed) => {
      const index = pick % size;
      const proof = inclusionProof(BigInt(index), BigInt(size), subtrees) as Hash[];
      if (proof.length > 0)
        expect(checkInclusion(mth(index, index + 1), BigInt(index), treeOf(size), spoil(proof, changed))).not.toBe(
          'proven',
        );
      const consistency = consistencyProof(BigInt(index), BigInt(size), subtrees) as Hash[];
      if (consistency.length > 0)
        expect(checkConsistency(treeOf(index), treeOf(size), spoil(consistency, changed))).not.toBe('proven');
    }),
  );
});

test('a proof of one leaf or one old tree is none for another', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), (size, one, two) => {
      const [index, other] = [one % size, two % size];
      const proof = inclusionProof(BigInt(index), BigInt(size), subtrees) as Hash[];
      const verdict = checkInclusion(mth(index, index + 1), BigInt(other), treeOf(size), proof);
      expect(verdict === 'proven').toBe(index === other);
    }),
  );
});

test('proofs are checked up to 2^63-1 leaves', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const large = fc.bigInt({ min: 1n, max: LARGEST });
  fc.assert(
    fc.property(large, large, fc.array(hash, { minLength: 65, maxLength: 65 }), (size, pick, pool) => {
      const index = pick % size;
      const [leaf = emptyRoot(), ...rest] = pool;
      const { root, used } = climb(index, size, leaf, rest);
      expect(checkInclusion(leaf, index, { size, root }, rest.slice(0, used))).toBe('proven');
      expect(checkInclusion(leaf, index, { size, root }, rest.slice(0, used + 1))).toBe('wrong-length');
    }),
  );
});

/** The root a path leads to, by RFC 6962's recursion rather than RFC 9162's loop. */
function climb(index: bigint, size: bigint, leaf: Hash, proof: Hash[]): { root: Hash; used: number } {
  if (size === 1n) return { root: leaf, used: 0 };
  const k = splitOf(size);
  const below = index < k ? climb(index, k, leaf, proof) : climb(index - k, size - k, leaf, proof);
  const sibling = proof[below.used] ?? emptyRoot();
  const root = index < k ? nodeHash(below.root, sibling) : nodeHash(sibling, below.root);
  return { root, used: below.used + 1 };
}

test('numbers outside the tree are out of range, for makers and checkers', () => {
  const tree = treeOf(5);
  const verdicts: ProofVerdict[] = [-1n, 5n, 2n ** 64n].map((index) => checkInclusion(mth(0, 1), index, tree, []));
  expect(verdicts).toEqual(['out-of-range', 'out-of-range', 'out-of-range']);
  expect(checkInclusion(mth(0, 1), 0n, { ...tree, size: 2n ** 63n }, [])).toBe('out-of-range');
  expect(checkConsistency(treeOf(6), tree, [])).toBe('out-of-range');
  expect(inclusionProof(5n, 5n, subtrees)).toBe('out-of-range');
  expect(consistencyProof(6n, 5n, subtrees)).toBe('out-of-range');
  expect(inclusionProof(0n, 5n, () => undefined)).toBe('hashes-missing');
});
