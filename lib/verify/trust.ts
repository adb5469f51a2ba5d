import { parseVkey } from '../log/note/key.ts';
import { parsePolicy } from '../log/policy/parse-policy.ts';
import type { Policy } from '../log/policy/policy.ts';

/** Whom a run believes, and how it came to. */
export interface Trust {
  readonly policy: Policy;
  readonly text: string;
  /** Named by the person who runs the check; kept from an earlier run; or the site's own word at a first meeting. */
  readonly source: 'given' | 'remembered' | 'site';
}

/** The policy of somebody who knows the log's key and no witness. */
export const policyOfKey = (vkey: string): string => `log ${vkey}\nquorum none\n`;

/** Null when the text is no policy with a log in it. */
export function readTrust(text: string, source: Trust['source']): Trust | null {
  const policy = parsePolicy(text);
  return 'refusal' in policy || policy.logs.length === 0 ? null : { policy, text, source };
}

export const isVkey = (text: string): boolean => typeof parseVkey(text) !== 'string';
