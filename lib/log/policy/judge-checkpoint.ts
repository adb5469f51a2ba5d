import { type Checkpoint, type CheckpointRefusal, parseCheckpoint } from '../note/checkpoint.ts';
import { type SignatureRefusal, type VerifiedSignature, verifyNote } from '../note/verify-note.ts';
import { meetsQuorum, type Policy } from './policy.ts';

/** Is this checkpoint good enough for this policy? C2SP tlog-policy, 'What is a "policy"?'. */
export interface WitnessedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Names in the policy, with the newest time (POSIX seconds) at which each cosigned this checkpoint. */
  readonly witnesses: ReadonlyMap<string, bigint>;
}

/** A verifier that takes old cosignatures can be kept on an old tree for ever. All in POSIX seconds. */
export interface Freshness {
  readonly now: bigint;
  readonly longestAge: bigint;
}

/** How far, in seconds, a witness's clock may run ahead of ours. */
const CLOCK_TOLERANCE = 300n;

export type CheckpointVerdict =
  | WitnessedCheckpoint
  | CheckpointRefusal
  | SignatureRefusal
  | 'log-unknown'
  | 'quorum-missed'
  | 'quorum-stale';

/**
 * Checks the log's signature and the quorum. Without `freshness` cosignatures of any age count: a receipt is
 * meant to be kept for years. With it, the quorum must be met by young ones alone.
 */
export async function judgeCheckpoint(policy: Policy, text: string, freshness?: Freshness): Promise<CheckpointVerdict> {
  const read = parseCheckpoint(text);
  if (typeof read === 'string') return read;
  const logKeys = policy.logs.map(({ key }) => key).filter(({ name }) => name === read.checkpoint.origin);
  if (logKeys.length === 0) return 'log-unknown';
  const signatures = await verifyNote(read.note, [...logKeys, ...policy.witnesses.map(({ key }) => key)]);
  if (typeof signatures === 'string') return signatures;
  if (!signatures.some(({ key }) => logKeys.includes(key))) return 'no-known-signature';
  const witnesses = timesByWitness(policy, signatures);
  if (!meetsQuorum(policy, new Set(witnesses.keys()))) return 'quorum-missed';
  if (freshness && !meetsQuorum(policy, freshOnes(witnesses, freshness))) return 'quorum-stale';
  return { checkpoint: read.checkpoint, witnesses };
}

function timesByWitness(policy: Policy, signatures: readonly VerifiedSignature[]): Map<string, bigint> {
  const names = new Map(policy.witnesses.map(({ key, name }) => [key, name]));
  const times = new Map<string, bigint>();
  for (const { key, time } of signatures) {
    const name = names.get(key);
    if (name !== undefined && time !== null && time > (times.get(name) ?? 0n)) times.set(name, time);
  }
  return times;
}

function freshOnes(witnesses: ReadonlyMap<string, bigint>, { now, longestAge }: Freshness): Set<string> {
  const isFresh = (time: bigint) => time >= now - longestAge && time <= now + CLOCK_TOLERANCE;
  return new Set([...witnesses].filter(([, time]) => isFresh(time)).map(([name]) => name));
}
