import { type PolicyRefusal, parsePolicy } from '../log/policy/parse-policy.ts';
import { MOST_COSIGNATURES } from './client/choose-lines.ts';

/** A witness as a line of a list says it: name, verifier key, and where it answers. */
export interface ListedWitness {
  readonly name: string;
  readonly vkey: string;
  readonly url: string | null;
}

/** More than two thirds: 11 of 16. Of n witnesses that many leave both sides alike room: liars and those away. */
export const twoThirds = (members: number): number => Math.floor((2 * members) / 3) + 1;

/** Lines of `<name> <vkey> [url]`; empty lines and those after `#` are left out. Null where a line is no such line. */
export function parseWitnessList(text: string): ListedWitness[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const listed = lines.flatMap((line) => {
    const [name, vkey, url, ...more] = line.trim().split(/[ \t]+/);
    return name && vkey && more.length === 0 ? [{ name, vkey, url: url ?? null }] : [];
  });
  return listed.length === lines.length ? listed : null;
}

/**
 * The policy of a site: so many of the coalition's witnesses, and any one of those outside it, if there are some.
 * Answers the text of a policy file, or why it would be none.
 */
export function writePolicy(
  log: string,
  coalition: readonly ListedWitness[],
  outside: readonly ListedWitness[],
): string | PolicyRefusal | 'too-many-for-a-checkpoint' {
  const witnessLine = ({ name, url, vkey }: ListedWitness) => ['witness', name, vkey, ...(url ? [url] : [])].join(' ');
  const namesOf = (witnesses: readonly ListedWitness[]) => witnesses.map(({ name }) => name).join(' ');
  const threshold = twoThirds(coalition.length);
  if (threshold + Math.min(outside.length, 1) > MOST_COSIGNATURES) return 'too-many-for-a-checkpoint';
  const text = [
    `log ${log}`,
    ...[...coalition, ...outside].map(witnessLine),
    `group coalition ${threshold} ${namesOf(coalition)}`,
    ...(outside.length > 0 ? [`group outside any ${namesOf(outside)}`, 'group both all coalition outside'] : []),
    `quorum ${outside.length > 0 ? 'both' : 'coalition'}`,
    '',
  ].join('\n');
  const read = parsePolicy(text);
  return 'refusal' in read ? read : text;
}
