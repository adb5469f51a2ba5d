import type { WitnessStanding } from './standings.ts';

/** How a witness stands with readers: verifiers take no signature that is older than an hour. */
export type Freshness = 'fresh' | 'late' | 'never' | 'alarm';

/** In milliseconds. */
const FRESH_FOR = 3_600_000;

/** `alarm`: its last answer was that it knows another history of this log, or a longer one. */
export function freshnessOf(
  { cosignedAt, trouble }: Pick<WitnessStanding, 'cosignedAt' | 'trouble'>,
  now: Date,
): Freshness {
  if (trouble === 'fork-alarm' || trouble === 'ahead') return 'alarm';
  if (!cosignedAt) return 'never';
  return now.getTime() - cosignedAt.getTime() <= FRESH_FOR ? 'fresh' : 'late';
}
