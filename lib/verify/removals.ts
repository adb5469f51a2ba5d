import { type Finding, note } from './finding.ts';
import type { Recount } from './recount.ts';

/** How many signatures left the count, and at whose word. The second kind is the operator's alone. */
export function sayRemovals({ petitions }: Recount): Finding[] {
  const tallies = [...petitions.values()];
  const withdrawn = tallies.reduce((sum, tally) => sum + tally.withdrawn, 0);
  const invalidated = tallies.reduce((sum, tally) => sum + tally.invalidated, 0);
  const active = tallies.reduce((sum, tally) => sum + tally.count, 0);
  const signed = active + withdrawn + invalidated;
  if (withdrawn + invalidated === 0) return [note('verify.note.no-removals')];
  // In tenths of a per cent, so that a small share does not read as none.
  const share = Math.round((1_000 * invalidated) / signed) / 10;
  return [note('verify.note.removals', { withdrawn, invalidated, share, signed })];
}
