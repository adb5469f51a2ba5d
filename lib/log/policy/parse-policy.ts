import { parseVkey, type VerifierKey, type VkeyRefusal } from '../note/key.ts';
import { toHex } from '../text.ts';
import {
  type Group,
  LOG_KEY_TYPES,
  type Policy,
  type TrustedLog,
  type TrustedWitness,
  WITNESS_KEY_TYPES,
} from './policy.ts';

/**
 * Reading a policy file: C2SP tlog-policy, "Policy file syntax and structure". The file must be UTF-8, which is
 * stricter than the draft: names are compared with those in notes, and those are UTF-8.
 */

export type PolicyProblem =
  | VkeyRefusal
  | 'too-long'
  | 'control-character'
  | 'line-unknown'
  | 'line-malformed'
  | 'key-type-wrong'
  | 'key-twice'
  | 'name-taken'
  | 'name-unknown'
  | 'member-twice'
  | 'threshold-wrong'
  | 'quorum-twice'
  | 'quorum-missing';

export interface PolicyRefusal {
  readonly refusal: PolicyProblem;
  /** From 1; 0 when the whole file is meant. */
  readonly line: number;
}

/** In characters: room for a hundred ML-DSA-44 keys. */
const LONGEST_POLICY = 262_144;

/** What has been read so far. Every look-up is by name or key, so that a long file costs no more than its length. */
interface Draft {
  readonly logs: TrustedLog[];
  readonly witnesses: TrustedWitness[];
  readonly groups: Group[];
  readonly keys: Set<string>;
  readonly names: Set<string>;
  readonly members: Set<string>;
  quorum: string | null | undefined;
}

export function parsePolicy(text: string): Policy | PolicyRefusal {
  if (text.length > LONGEST_POLICY) return { refusal: 'too-long', line: 0 };
  const draft: Draft = {
    logs: [],
    witnesses: [],
    groups: [],
    keys: new Set(),
    names: new Set(),
    members: new Set(),
    quorum: undefined,
  };
  for (const [index, line] of text.split('\n').entries()) {
    const refusal = readLine(draft, line);
    if (refusal) return { refusal, line: index + 1 };
  }
  const { logs, witnesses, groups, quorum } = draft;
  return quorum === undefined ? { refusal: 'quorum-missing', line: 0 } : { logs, witnesses, groups, quorum };
}

function readLine(draft: Draft, line: string): PolicyProblem | null {
  if (/[^\t\u0020-\u007e\u0080-\u{10ffff}]/u.test(line)) return 'control-character';
  const [keyword, ...items] = line.split(/[ \t]+/).filter((item) => item !== '');
  if (!keyword || keyword.startsWith('#')) return null;
  switch (keyword) {
    case 'log':
      return readLog(draft, items);
    case 'witness':
      return readWitness(draft, items);
    case 'group':
      return readGroup(draft, items);
    case 'quorum':
      return readQuorum(draft, items);
    default:
      return 'line-unknown';
  }
}

/** `log <vkey> [<url>]` */
function readLog(draft: Draft, [vkey, url, ...more]: string[]): PolicyProblem | null {
  if (!vkey || more.length > 0) return 'line-malformed';
  const key = readKey(draft, 'log', vkey, LOG_KEY_TYPES);
  if (typeof key === 'string') return key;
  draft.logs.push({ key, url: url ?? null });
  return null;
}

/** `witness <name> <vkey> [<url>]` */
function readWitness(draft: Draft, [name, vkey, url, ...more]: string[]): PolicyProblem | null {
  if (!name || !vkey || more.length > 0) return 'line-malformed';
  const key = readKey(draft, 'witness', vkey, WITNESS_KEY_TYPES);
  if (typeof key === 'string') return key;
  draft.witnesses.push({ name, key, url: url ?? null });
  return takeName(draft, name);
}

/** "Two vkeys are duplicate if they wrap the same underlying public key", whatever their names. */
function readKey(draft: Draft, role: string, vkey: string, types: readonly number[]): VerifierKey | PolicyProblem {
  const key = parseVkey(vkey);
  if (typeof key === 'string') return key;
  if (!types.includes(key.type)) return 'key-type-wrong';
  const taken = `${role} ${toHex(key.publicKey)}`;
  if (draft.keys.has(taken)) return 'key-twice';
  draft.keys.add(taken);
  return key;
}

/** `group <name> all|any|<k> <member>…` */
function readGroup(draft: Draft, [name, rule, ...members]: string[]): PolicyProblem | null {
  if (!name || !rule || members.length === 0) return 'line-malformed';
  const threshold = readThreshold(rule, members.length);
  if (threshold === null) return 'threshold-wrong';
  for (const member of members) {
    if (!draft.names.has(member)) return 'name-unknown';
    if (draft.members.has(member)) return 'member-twice';
    draft.members.add(member);
  }
  draft.groups.push({ name, threshold, members });
  return takeName(draft, name);
}

function readThreshold(rule: string, members: number): number | null {
  if (rule === 'any') return 1;
  if (rule === 'all') return members;
  const threshold = /^[1-9][0-9]{0,5}$/.test(rule) ? Number(rule) : 0;
  return threshold >= 1 && threshold <= members ? threshold : null;
}

/** `quorum <name>|none`, exactly once. */
function readQuorum(draft: Draft, [name, ...more]: string[]): PolicyProblem | null {
  if (!name || more.length > 0) return 'line-malformed';
  if (draft.quorum !== undefined) return 'quorum-twice';
  if (name !== 'none' && !draft.names.has(name)) return 'name-unknown';
  draft.quorum = name === 'none' ? null : name;
  return null;
}

/** Witnesses and groups share one namespace; `none` belongs to the quorum line. */
function takeName(draft: Draft, name: string): 'name-taken' | null {
  if (name === 'none' || draft.names.has(name)) return 'name-taken';
  draft.names.add(name);
  return null;
}
