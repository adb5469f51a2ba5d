import { checkConsistency, type ProofVerdict, type Tree } from '../merkle/check-proof.ts';
import { emptyRoot } from '../merkle/hash.ts';
import type { CheckpointRefusal } from '../note/checkpoint.ts';
import type { VerifierKey } from '../note/key.ts';
import { type SignatureRefusal, verifyNote } from '../note/verify-note.ts';
import { formatSize, parseSubmission, type ReadSubmission, SIZE_TYPE } from './add-checkpoint.ts';

/**
 * What a witness does with a request: C2SP tlog-witness, "add-checkpoint". It takes two steps, because checking
 * a signature takes time and may wait, while comparing with what was cosigned last and storing the new checkpoint
 * must be one act: call `decide` inside the lock or transaction that also stores, store, and only then cosign.
 */

/** A log this witness was told to watch. A key's name is usually the origin, but need not be. */
export interface WatchedLog {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
}

/** The state of a log nobody has cosigned yet. */
export const nothingCosigned = (): Tree => ({ size: 0n, root: emptyRoot() });

export interface Refused {
  readonly status: 400 | 403 | 404 | 409 | 422;
  readonly reason: WitnessRefusal;
  readonly body: string;
  readonly contentType: string;
}

export type WitnessRefusal =
  | 'request-malformed'
  | CheckpointRefusal
  | 'origin-unknown'
  | SignatureRefusal
  | 'old-above-size'
  | 'old-not-last'
  | Exclude<ProofVerdict, 'proven'>;

/** Everything that does not depend on what was cosigned before: 400, 404, 403, 400, in this order. */
export async function readRequest(body: string, logs: readonly WatchedLog[]): Promise<ReadSubmission | Refused> {
  const submission = parseSubmission(body);
  if (typeof submission === 'string') return refused(400, submission);
  const log = logs.find(({ origin }) => origin === submission.checkpoint.origin);
  if (!log) return refused(404, 'origin-unknown');
  const signatures = await verifyNote(submission.note, log.keys);
  if (typeof signatures === 'string') return refused(403, signatures);
  return submission.old > submission.checkpoint.size ? refused(400, 'old-above-size') : submission;
}

/** The tree to store and then to cosign, or the refusal: 409, then 422. `last` is what was cosigned last. */
export function decide({ old, proof, checkpoint }: ReadSubmission, last: Tree): { readonly store: Tree } | Refused {
  if (old !== last.size)
    return { ...refused(409, 'old-not-last'), body: formatSize(last.size), contentType: SIZE_TYPE };
  const verdict = checkConsistency(last, checkpoint, proof);
  if (verdict !== 'proven') return refused(422, verdict);
  return { store: { size: checkpoint.size, root: checkpoint.root } };
}

function refused(status: Refused['status'], reason: WitnessRefusal): Refused {
  return { status, reason, body: `${reason}\n`, contentType: 'text/plain; charset=utf-8' };
}
