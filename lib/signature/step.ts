/** In milliseconds; several times what a posting takes, and nothing that a person notices. */
const STEP = 10;

/**
 * Answers leave in steps: a posting that writes nothing is some tenths of a millisecond faster than one that
 * does, and over many tries that would tell who is waiting or blocked (VE-07). Timers count whole milliseconds;
 * the random part keeps their rounding from telling the rest.
 */
export const untilStep = (began: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, STEP - ((performance.now() - began) % STEP) + 3 * Math.random()));
