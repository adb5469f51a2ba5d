const PORTION = 500;

/** A long list in pieces that one statement takes. */
export function* portionsOf<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let from = 0; from < all.length; from += PORTION) yield all.slice(from, from + PORTION);
}

/** The same of what comes one by one and may not fit into memory. */
export async function* portionsAsRead<One>(all: AsyncIterable<One>): AsyncGenerator<readonly One[]> {
  let portion: One[] = [];
  for await (const one of all) {
    portion.push(one);
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
