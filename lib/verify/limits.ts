import type { VerifyKey } from './words.ts';

/** What no log can prove; it is said after every check, whatever came of it. */
export const limits: readonly VerifyKey[] = [
  'verify.limits.persons',
  'verify.limits.dropped',
  'verify.limits.removals',
  'verify.limits.witnesses',
];
