import { emptyRoot, type Hash, nodeHash } from './hash.ts';

/**
 * What must be kept of a tree to go on appending: the roots of the complete subtrees it consists of, largest
 * first, one per one bit of its size (at most 63). RFC 9162 section 2.1.2 computes a root in the same way.
 */
export interface RightEdge {
  readonly size: bigint;
  readonly hashes: readonly Hash[];
}

export const emptyEdge: RightEdge = { size: 0n, hashes: [] };

/** The edge after these leaf hashes, in their order. Two equal neighbours become one subtree of double size. */
export function appendLeaves(edge: RightEdge, leaves: Iterable<Hash>): RightEdge {
  const hashes = [...edge.hashes];
  let size = edge.size;
  for (const leaf of leaves) {
    hashes.push(leaf);
    for (let rest = size; rest & 1n; rest >>= 1n) mergeLastTwo(hashes);
    size += 1n;
  }
  return { size, hashes };
}

function mergeLastTwo(hashes: Hash[]): void {
  const right = hashes.pop();
  const left = hashes.pop();
  if (!left || !right) throw new Error('The right edge has fewer hashes than its size has one bits.');
  hashes.push(nodeHash(left, right));
}

/** The root of the tree, from the smallest subtree to the largest. */
export function rootOf(edge: RightEdge): Hash {
  if (edge.hashes.length === 0) return emptyRoot();
  return edge.hashes.reduceRight((right, left) => nodeHash(left, right));
}
