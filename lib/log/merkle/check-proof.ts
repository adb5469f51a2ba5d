import { sameBytes } from '../bytes.ts';
import { fromBase64, LARGEST } from '../text.ts';
import { emptyRoot, type Hash, isHash, nodeHash } from './hash.ts';

/** Checking proofs somebody else made: the loops of RFC 9162, step by step. Nothing outside makes them throw. */

export type ProofVerdict = 'proven' | 'out-of-range' | 'not-a-hash' | 'wrong-length' | 'other-root';

/** A tree of at most 2^63-1 leaves has paths of at most 63 hashes. */
export const LONGEST_PROOF = 63;

/** One base64 hash a line, at most 63: the same in proof files and in requests to witnesses. */
export function parseProofLines(lines: readonly string[]): Hash[] | null {
  if (lines.length > LONGEST_PROOF) return null;
  const hashes = lines.flatMap((line) => fromBase64(line) ?? []).filter(isHash);
  return hashes.length === lines.length ? hashes : null;
}

/** A tree as its checkpoint states it. */
export interface Tree {
  readonly size: bigint;
  readonly root: Hash;
}

/** Is this leaf hash at `index` in the tree? RFC 9162 section 2.1.3.2. */
export function checkInclusion(leaf: Hash, index: bigint, tree: Tree, proof: readonly Hash[]): ProofVerdict {
  if (index < 0n || index >= tree.size || tree.size > LARGEST) return 'out-of-range';
  if (![leaf, tree.root, ...proof.slice(0, LONGEST_PROOF)].every(isHash)) return 'not-a-hash';
  let [fn, sn, r] = [index, tree.size - 1n, leaf];
  for (const p of proof) {
    if (sn === 0n) return 'wrong-length';
    if (fn & 1n || fn === sn) {
      r = nodeHash(p, r);
      [fn, sn] = climbWhileLeft(fn, sn);
    } else {
      r = nodeHash(r, p);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  if (sn !== 0n) return 'wrong-length';
  return sameBytes(r, tree.root) ? 'proven' : 'other-root';
}

/** Is `old` a prefix of `tree`? RFC 9162 section 2.1.4.2; size 0 as in tlog-witness: proven by an empty proof. */
export function checkConsistency(old: Tree, tree: Tree, proof: readonly Hash[]): ProofVerdict {
  if (old.size < 0n || old.size > tree.size || tree.size > LARGEST) return 'out-of-range';
  if (![old.root, tree.root, ...proof.slice(0, LONGEST_PROOF + 1)].every(isHash)) return 'not-a-hash';
  if (old.size === 0n || old.size === tree.size) return checkWithoutProof(old, tree, proof);
  // Step 2: the root of a complete old tree is left out of its proof.
  const path = isPowerOfTwo(old.size) ? [old.root, ...proof] : proof;
  const [first, ...rest] = path;
  return first ? climbBothTrees(old, tree, first, rest) : 'wrong-length';
}

function checkWithoutProof(old: Tree, tree: Tree, proof: readonly Hash[]): ProofVerdict {
  if (proof.length > 0) return 'wrong-length';
  if (old.size === 0n && !sameBytes(old.root, emptyRoot())) return 'other-root';
  return old.size < tree.size || sameBytes(old.root, tree.root) ? 'proven' : 'other-root';
}

/** Steps 3 to 7: `fr` grows into the old root, `sr` into the new one. */
function climbBothTrees(old: Tree, tree: Tree, first: Hash, rest: readonly Hash[]): ProofVerdict {
  let [fn, sn] = climbWhileRight(old.size - 1n, tree.size - 1n);
  let [fr, sr] = [first, first];
  for (const c of rest) {
    if (sn === 0n) return 'wrong-length';
    if (fn & 1n || fn === sn) {
      [fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)];
      [fn, sn] = climbWhileLeft(fn, sn);
    } else {
      sr = nodeHash(sr, c);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  if (sn !== 0n) return 'wrong-length';
  return sameBytes(fr, old.root) && sameBytes(sr, tree.root) ? 'proven' : 'other-root';
}

/** Step 4.b.ii: "if LSB(fn) is not set, right-shift both equally until LSB(fn) is set or fn is 0". */
function climbWhileLeft(fn: bigint, sn: bigint): [bigint, bigint] {
  while (fn !== 0n && !(fn & 1n)) [fn, sn] = [fn >> 1n, sn >> 1n];
  return [fn, sn];
}

/** Section 2.1.4.2 step 4: "if LSB(fn) is set, right-shift both equally until LSB(fn) is not set". */
function climbWhileRight(fn: bigint, sn: bigint): [bigint, bigint] {
  while (fn & 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  return [fn, sn];
}

const isPowerOfTwo = (size: bigint): boolean => size > 0n && (size & (size - 1n)) === 0n;
