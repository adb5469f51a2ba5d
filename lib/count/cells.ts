/** A number that is counted by something, such as a country. */
export interface Cell {
  readonly name: string;
  readonly count: number;
}

export interface Cells {
  /** Large enough to stand alone, the largest first. */
  readonly shown: readonly Cell[];
  /** All others together; 0 when there are none. */
  readonly others: number;
  /** A cell of ten or more is among the others, because a single small one would have been told by the difference. */
  readonly othersAreMixed: boolean;
}

/** Fewer people than this in one cell could be guessed at. */
export const SMALLEST_CELL = 10;

/**
 * Puts small cells together. One alone would be the difference between the whole and what is shown, so it takes the
 * next one with it; where there is no next one, nothing is shown apart.
 */
export function mergeCells(cells: readonly Cell[]): Cells {
  const sorted = cells.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const small = sorted.filter(({ count }) => count < SMALLEST_CELL).length;
  const merged = small === 1 ? 2 : small;
  const shown = merged === 0 ? sorted : sorted.slice(0, -merged);
  const others = sorted.slice(shown.length);
  return {
    shown,
    others: others.reduce((sum, { count }) => sum + count, 0),
    othersAreMixed: others.some(({ count }) => count >= SMALLEST_CELL),
  };
}
