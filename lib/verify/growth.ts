import type { Hour } from './recount.ts';

/** Growth for the eye: so many signatures in each stretch of hours, the first stretch first, none left out. */
export interface Stretch {
  /** Of its first hour. */
  readonly from: Date;
  readonly hours: number;
  readonly signed: number;
  readonly removed: number;
}

/** Lengths that people think in. */
const LENGTHS = [1, 2, 3, 6, 12, 24, 48, 168, 336, 720, 2_160, 8_760];

/** At most `most` stretches; none for a log without signatures. */
export function growthOf(hours: ReadonlyMap<number, Hour>, most: number): Stretch[] {
  if (hours.size === 0) return [];
  const all = [...hours.keys()];
  const first = all.reduce((least, hour) => Math.min(least, hour));
  const last = all.reduce((latest, hour) => Math.max(latest, hour));
  const length =
    LENGTHS.find((each) => stretchesIn(first, last, each) <= most) ?? Math.ceil((last - first + 1) / most) + 1;
  const start = first - (first % length);
  const stretches = Array.from({ length: stretchesIn(first, last, length) }, () => ({ signed: 0, removed: 0 }));
  for (const [hour, { removed, signed }] of hours) {
    const stretch = stretches[Math.floor((hour - start) / length)];
    if (stretch) Object.assign(stretch, { signed: stretch.signed + signed, removed: stretch.removed + removed });
  }
  const startOf = (index: number) => new Date((start + index * length) * 3_600_000);
  return stretches.map((stretch, index) => ({ from: startOf(index), hours: length, ...stretch }));
}

const stretchesIn = (first: number, last: number, length: number): number =>
  Math.floor(last / length) - Math.floor(first / length) + 1;
