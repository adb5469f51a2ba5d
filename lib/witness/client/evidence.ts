import { checkConsistency } from '../../log/merkle/check-proof.ts';
import type { Hash } from '../../log/merkle/hash.ts';
import { type Checkpoint, parseCheckpoint } from '../../log/note/checkpoint.ts';
import type { VerifierKey } from '../../log/note/key.ts';
import { verifyNote } from '../../log/note/verify-note.ts';
import { readLastCosigned } from './ask.ts';
import type { Evidence } from './told.ts';

/** What is compared with a witness's last checkpoint: our own, and how we got there. */
export interface OwnHistory {
  readonly checkpoint: Checkpoint;
  readonly logKeys: readonly VerifierKey[];
  readonly proofFrom: (old: bigint) => Promise<readonly Hash[] | null> | readonly Hash[] | null;
}

/**
 * A witness says that we are behind, or that our history is another. If it can show a checkpoint that our own key
 * signed and that ours does not continue, that is proof; else it stays its word. Never throws.
 */
export async function lookForEvidence(
  own: OwnHistory,
  url: string,
  claimed: bigint | null,
  signal: AbortSignal,
): Promise<Evidence> {
  const word: Evidence = { kind: 'word', size: claimed };
  const heard = await readLastCosigned(url, own.checkpoint.origin, signal);
  const text = heard !== 'away' && heard.status === 200 ? heard.body : '';
  const read = parseCheckpoint(text);
  if (typeof read === 'string' || read.checkpoint.origin !== own.checkpoint.origin) return word;
  const signed = await verifyNote(read.note, own.logKeys);
  if (typeof signed === 'string' || (await isContinued(own, read.checkpoint))) return word;
  return { kind: 'signed', size: read.checkpoint.size, checkpoint: text };
}

/** Whether our checkpoint continues theirs, so that nothing is wrong with either. */
async function isContinued(own: OwnHistory, theirs: Checkpoint): Promise<boolean> {
  if (theirs.size > own.checkpoint.size) return false;
  const proof = await own.proofFrom(theirs.size);
  // A proof that we cannot make is our own fault of the moment, and proves nothing against us.
  return proof === null || checkConsistency(theirs, own.checkpoint, proof) === 'proven';
}
