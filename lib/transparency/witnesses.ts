import { readFile } from 'node:fs/promises';
import { settings } from '../env.ts';
import type { VerifierKey } from '../log/note/key.ts';
import { parsePolicy } from '../log/policy/parse-policy.ts';
import type { Policy } from '../log/policy/policy.ts';

/** The policy of a site that names none: the log's own signature is enough. */
const ownSignatureAlone: Omit<Policy, 'logs'> = { witnesses: [], groups: [], quorum: null };

/** Whose cosignatures a checkpoint needs before it is published (LOG_POLICY). Throws when the file cannot be used. */
export async function readPolicy(log: VerifierKey): Promise<Policy> {
  const { LOG_POLICY } = settings();
  const logs = [{ key: log, url: null }];
  if (!LOG_POLICY) return { ...ownSignatureAlone, logs };
  const policy = parsePolicy(await readFile(LOG_POLICY, 'utf8'));
  if ('refusal' in policy) throw new Error(`LOG_POLICY names a file that is no policy: ${policy.refusal}.`);
  return { ...policy, logs };
}

export interface Gathering {
  readonly policy: Policy;
  /** By the witnesses' names in the policy: the size that each cosigned last, as far as is known. */
  readonly oldSizes: ReadonlyMap<string, bigint>;
}

/** A witness's signature line, ending in a line feed. */
export interface GatheredLine {
  readonly witness: string;
  readonly line: string;
}

/**
 * The cosignatures of a checkpoint that bears the log's own signature. Nobody is asked yet, so none come: where LOG_POLICY
 * demands any, nothing is published.
 */
export async function gatherCosignatures(_note: string, _gathering: Gathering): Promise<readonly GatheredLine[]> {
  return [];
}
