/** Repeatable chance for tests: the same seed gives the same choices. */
export interface Chance {
  among<T>(list: readonly T[]): T;
  /** True this often, 0 to 1. */
  chance(often: number): boolean;
  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number;
}

export function randomFrom(seed: number): Chance {
  let state = (seed * 0x9e3779b1) >>> 0;
  // Mulberry32: small, and even enough to choose test cases by.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (often) => next() < often,
    among: <T>(list: readonly T[]): T => {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('Nothing to choose from.');
      return chosen;
    },
  };
}
