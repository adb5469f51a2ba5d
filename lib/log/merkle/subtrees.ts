import { type Hash, nodeHash } from './hash.ts';

/**
 * Every hash a proof needs is the root of a range of leaves, and every range falls into complete subtrees, which
 * never change once they are full. Sizes and leaf numbers are bigints from 0 to 2^63-1.
 */

/** The complete subtree over the 2^level leaves from index · 2^level. Level 0 is a leaf. */
export interface Subtree {
  readonly level: number;
  readonly index: bigint;
}

/** Leaves from `start` up to, not including, `end`; never empty. */
export interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

/** Where hashes of complete subtrees come from (an array, tiles, a table); undefined when it does not have one. */
export type Subtrees = (subtree: Subtree) => Hash | undefined;

/** The largest power of two below `size`, which is at least 2: where RFC 6962 section 2.1 splits a tree. */
export function splitOf(size: bigint): bigint {
  return 1n << BigInt((size - 1n).toString(2).length - 1);
}

/** The complete subtrees that make up a range a proof asks for, left to right: at most 63. */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end; ) {
    const rest = end - at;
    const level = rest.toString(2).length - 1;
    subtrees.push({ level, index: at >> BigInt(level) });
    at += 1n << BigInt(level);
  }
  return subtrees;
}

/** MTH(D[start:end]) of RFC 6962 section 2.1, or undefined when a subtree is missing. */
export function rangeHash(range: Range, subtrees: Subtrees): Hash | undefined {
  const hashes = subtreesOf(range).map(subtrees);
  return hashes.reduceRight((right, left) => left && right && nodeHash(left, right));
}

/** Subtrees of a whole log in memory: for tests and small logs, it hashes anew at every call. */
export function subtreesOfLeaves(leaves: readonly Hash[]): Subtrees {
  const hashOf = ({ level, index }: Subtree): Hash | undefined => {
    if (level === 0) return leaves[Number(index)];
    const left = hashOf({ level: level - 1, index: 2n * index });
    const right = hashOf({ level: level - 1, index: 2n * index + 1n });
    return left && right && nodeHash(left, right);
  };
  return hashOf;
}
