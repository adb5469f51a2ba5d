const PORTION = 500;

/** A long list in pieces that one statement takes. */
export function* portionsOf<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let from = 0; from < all.length; from += PORTION) yield all.slice(from, from + PORTION);
}
