import type { Hash } from './hash.ts';
import { type Range, rangeHash, type Subtrees, splitOf } from './subtrees.ts';

/**
 * Making proofs. A proof is first a list of ranges (so that a caller can fetch the tiles that hold them), then a
 * list of hashes. Both run from the leaf's neighbour up to the root's children.
 */

export type Unprovable = 'out-of-range' | 'hashes-missing';

/** PATH(m, D[n]) of RFC 6962 section 2.1.1. */
export function inclusionRanges(index: bigint, size: bigint): Range[] | 'out-of-range' {
  if (index < 0n || index >= size) return 'out-of-range';
  const siblings: Range[] = [];
  for (let at: Range = { start: 0n, end: size }; at.end - at.start > 1n; ) {
    const middle = at.start + splitOf(at.end - at.start);
    const [left, right] = [range(at.start, middle), range(middle, at.end)];
    siblings.push(index < middle ? right : left);
    at = index < middle ? left : right;
  }
  return siblings.reverse();
}

/** PROOF(m, D[n]) of RFC 6962 section 2.1.2. From size 0, and to the same size, nothing needs to be proven. */
export function consistencyRanges(old: bigint, size: bigint): Range[] | 'out-of-range' {
  if (old < 0n || old > size) return 'out-of-range';
  if (old === 0n || old === size) return [];
  const siblings: Range[] = [];
  let at = range(0n, size);
  while (at.end !== old) {
    const middle = at.start + splitOf(at.end - at.start);
    const [left, right] = [range(at.start, middle), range(middle, at.end)];
    siblings.push(old <= middle ? right : left);
    at = old <= middle ? left : right;
  }
  // SUBPROOF's `b`: a subtree that is the whole old tree is its root, which the verifier already has.
  if (at.start > 0n) siblings.push(at);
  return siblings.reverse();
}

const range = (start: bigint, end: bigint): Range => ({ start, end });

/** The proof that leaf `index` is in the tree of `size`. */
export const inclusionProof = (index: bigint, size: bigint, subtrees: Subtrees): Hash[] | Unprovable =>
  hashesOf(inclusionRanges(index, size), subtrees);

/** The proof that the tree of size `old` is a prefix of the tree of `size`. */
export const consistencyProof = (old: bigint, size: bigint, subtrees: Subtrees): Hash[] | Unprovable =>
  hashesOf(consistencyRanges(old, size), subtrees);

function hashesOf(ranges: Range[] | 'out-of-range', subtrees: Subtrees): Hash[] | Unprovable {
  if (ranges === 'out-of-range') return ranges;
  const hashes = ranges.flatMap((each) => rangeHash(each, subtrees) ?? []);
  return hashes.length === ranges.length ? hashes : 'hashes-missing';
}
