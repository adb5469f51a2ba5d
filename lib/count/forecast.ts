const DAY = 86_400_000;

/** Days that the pace is taken from. */
export const PACE_DAYS = 7;

/** Further than this a straight line says nothing. */
const FURTHEST = 3 * 365 * DAY;

export type Forecast =
  | { readonly kind: 'reached' }
  | { readonly kind: 'closed' }
  /** Less than a day of numbers: anything would be a guess. */
  | { readonly kind: 'too-early' }
  /** It does not grow, or so slowly that no date is worth giving. */
  | { readonly kind: 'not-in-sight' }
  | { readonly kind: 'day'; readonly day: Date }
  /** It closes before; `count` is what it will hold then at this pace. */
  | { readonly kind: 'closes-first'; readonly day: Date; readonly count: number };

export interface ForecastBasis {
  readonly count: number;
  readonly goal: number;
  readonly publishedAt: Date;
  readonly closesAt: Date | null;
  /** What the count gained on the last seven UTC days, today included. */
  readonly gained: number;
}

/** When the goal is reached if things go on as in the last days. */
export function forecastGoal(basis: ForecastBasis, now: Date): Forecast {
  const { closesAt, count, gained, goal } = basis;
  if (count >= goal) return { kind: 'reached' };
  if (closesAt && closesAt <= now) return { kind: 'closed' };
  const elapsed = elapsedDays(basis.publishedAt, now);
  if (elapsed < 1) return { kind: 'too-early' };
  const pace = gained / elapsed;
  const left = pace > 0 ? ((goal - count) / pace) * DAY : Number.POSITIVE_INFINITY;
  if (closesAt && now.getTime() + left > closesAt.getTime()) {
    const more = Math.max(0, (pace * (closesAt.getTime() - now.getTime())) / DAY);
    return { kind: 'closes-first', day: closesAt, count: count + Math.floor(more) };
  }
  return left > FURTHEST ? { kind: 'not-in-sight' } : { kind: 'day', day: new Date(now.getTime() + left) };
}

/** Since publication, or since the first of the seven days began. */
function elapsedDays(publishedAt: Date, now: Date): number {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  return (now.getTime() - Math.max(publishedAt.getTime(), today - (PACE_DAYS - 1) * DAY)) / DAY;
}
