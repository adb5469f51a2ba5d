/** What happened in an hour or on a day (UTC). */
export interface Bucket {
  /** Its beginning. */
  readonly at: Date;
  readonly attempted: number;
  readonly confirmed: number;
  readonly withdrawn: number;
  readonly invalidated: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A week is shown at least, however young a petition is. */
const FEWEST_DAYS = 7;

/** The last hours, with those in which nothing happened. */
export const fillHours = (known: readonly Bucket[], shown: number, now: Date): Bucket[] =>
  fill(known, HOUR, shown, now);

/** The last days up to today, but none from before the week in which the petition was published. */
export function fillDays(known: readonly Bucket[], publishedAt: Date | null, shown: number, now: Date): Bucket[] {
  const age = publishedAt ? Math.floor(now.getTime() / DAY) - Math.floor(publishedAt.getTime() / DAY) + 1 : 0;
  return fill(known, DAY, Math.min(shown, Math.max(FEWEST_DAYS, age)), now);
}

function fill(known: readonly Bucket[], step: number, shown: number, now: Date): Bucket[] {
  const byTime = new Map(known.map((bucket) => [bucket.at.getTime(), bucket]));
  const last = Math.floor(now.getTime() / step) * step;
  return Array.from({ length: shown }, (_, n) => {
    const at = last - (shown - 1 - n) * step;
    return byTime.get(at) ?? { at: new Date(at), attempted: 0, confirmed: 0, withdrawn: 0, invalidated: 0 };
  });
}

export const lostIn = ({ invalidated, withdrawn }: Bucket): number => withdrawn + invalidated;

/** What the count gained on the last days, today included. */
export function gainOf(days: readonly Bucket[], last: number, now: Date): number {
  const from = Math.floor(now.getTime() / DAY - (last - 1)) * DAY;
  const { confirmed, invalidated, withdrawn } = sumOf(days.filter(({ at }) => at.getTime() >= from));
  return confirmed - withdrawn - invalidated;
}

export function sumOf(buckets: readonly Bucket[]): Omit<Bucket, 'at'> {
  const sum = (value: 'attempted' | 'confirmed' | 'withdrawn' | 'invalidated') =>
    buckets.reduce((total, bucket) => total + bucket[value], 0);
  return {
    attempted: sum('attempted'),
    confirmed: sum('confirmed'),
    withdrawn: sum('withdrawn'),
    invalidated: sum('invalidated'),
  };
}
