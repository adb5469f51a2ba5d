import { readFile } from 'node:fs/promises';
import { settings } from '@/lib/env.ts';
import { formatVkey, parseVkey, type VerifierKey } from '@/lib/log/note/key.ts';
import { parsePolicy } from '@/lib/log/policy/parse-policy.ts';
import type { Policy, TrustedWitness } from '@/lib/log/policy/policy.ts';
import { parseWitnessList } from '@/lib/witness/write-policy.ts';

/** Whom the settings name: LOG_POLICY and LOG_WITNESSES, each a file or the text itself. */

const isText = (setting: string): boolean => /\s\S/.test(setting.trim());
const readSetting = async (setting: string): Promise<string> => (isText(setting) ? setting : readFile(setting, 'utf8'));

/** A site that names no policy asks for no witness: the log's own signature is enough. */
export async function policyText(log: VerifierKey): Promise<string> {
  const { LOG_POLICY } = settings();
  const said = LOG_POLICY ? await readSetting(LOG_POLICY) : 'quorum none\n';
  // Whoever wrote the policy may have named the log in it, or not; here it is this one.
  const others = said.split('\n').filter((line) => !/^\s*log\s/.test(line));
  return `log ${formatVkey(log)}\n${others.join('\n').trimEnd()}\n`;
}

/** Throws when it cannot be used: nothing is published then. */
export async function readPolicy(log: VerifierKey): Promise<Policy> {
  const policy = parsePolicy(await policyText(log));
  if ('refusal' in policy) throw new Error(`LOG_POLICY is no policy: ${policy.refusal}.`);
  return policy;
}

/** All who are asked: those of the policy that have an address, and those besides. Throws for a list that is none. */
export async function readWitnesses(policy: Policy): Promise<TrustedWitness[]> {
  const known = new Set(policy.witnesses.map(({ name }) => name));
  const others = (await readOthers()).filter(({ name }) => !known.has(name));
  return [...policy.witnesses, ...others].filter(({ url }) => url !== null);
}

async function readOthers(): Promise<TrustedWitness[]> {
  const { LOG_WITNESSES } = settings();
  if (!LOG_WITNESSES) return [];
  const listed = parseWitnessList(await readSetting(LOG_WITNESSES));
  if (!listed) throw new Error('LOG_WITNESSES is no list of "name vkey url".');
  return listed.map(({ name, url, vkey }) => {
    const key = parseVkey(vkey);
    if (typeof key === 'string') throw new Error(`LOG_WITNESSES has a key that is none: ${key}.`);
    return { name, key, url };
  });
}
