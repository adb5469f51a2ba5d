import type { Hash } from '@/lib/log/merkle/hash.ts';
import { inclusionProof, inclusionRanges } from '@/lib/log/merkle/prove.ts';
import { subtreesOf } from '@/lib/log/merkle/subtrees.ts';
import { subtreesInTiles, tileHolding } from '@/lib/log/merkle/tile.ts';
import { readHashes } from './write.ts';

/**
 * The proof that entry `index` stands in the log of `size`, made from the published tiles alone: at most 63 hashes, the
 * leaf's sibling first. Throws where the tiles do not reach that far.
 */
export async function readInclusionProof(index: bigint, size: bigint): Promise<Hash[]> {
  const ranges = inclusionRanges(index, size);
  if (ranges === 'out-of-range') throw new RangeError('The log is shorter than the entry that is to be proven.');
  const tiles = new Map<string, readonly Hash[]>();
  for (const subtree of ranges.flatMap(subtreesOf)) {
    const { index: at, level } = tileHolding(subtree, size);
    const name = `${level}/${at}`;
    if (typeof level === 'number' && !tiles.has(name)) tiles.set(name, await readHashes({ level, index: at }));
  }
  const proof = inclusionProof(
    index,
    size,
    subtreesInTiles((level, at) => tiles.get(`${level}/${at}`)),
  );
  if (typeof proof === 'string') throw new Error('The published tiles lack hashes that a proof needs.');
  return proof;
}
