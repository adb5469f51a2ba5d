import { LOG_KEY, ML_DSA_WITNESS_KEY, type VerifierKey, WITNESS_KEY } from '../note/key.ts';

/** Whom a verifier trusts: C2SP tlog-policy. */
export interface Policy {
  readonly logs: readonly TrustedLog[];
  readonly witnesses: readonly TrustedWitness[];
  /** In the order of their definition, so that members always come before their group. */
  readonly groups: readonly Group[];
  /** The witness or group that must have witnessed a checkpoint; null is `quorum none`. */
  readonly quorum: string | null;
}

/** The key's name is the log's origin. */
export interface TrustedLog {
  readonly key: VerifierKey;
  readonly url: string | null;
}

export interface TrustedWitness {
  /** Used inside the policy only; the name on its signature lines is the key's. */
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string | null;
}

export interface Group {
  readonly name: string;
  /** How many of the members are needed, 1 to their number. */
  readonly threshold: number;
  readonly members: readonly string[];
}

export const LOG_KEY_TYPES: readonly number[] = [LOG_KEY];
export const WITNESS_KEY_TYPES: readonly number[] = [WITNESS_KEY, ML_DSA_WITNESS_KEY];

/**
 * Has the quorum witnessed, when these witnesses (by their names in the policy) have cosigned? Each name is a
 * member at most once, so every witness weighs in one way only.
 */
export function meetsQuorum(policy: Policy, cosigners: ReadonlySet<string>): boolean {
  const witnessing = new Set(policy.witnesses.map(({ name }) => name).filter((name) => cosigners.has(name)));
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => witnessing.has(member)).length >= threshold) witnessing.add(name);
  }
  return policy.quorum === null || witnessing.has(policy.quorum);
}
