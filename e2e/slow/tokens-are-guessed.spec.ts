import { newToken } from '@/lib/token.ts';
import { expect, test } from '../support/own-petition.ts';
import { ask, askWithForm, type RawAnswer } from '../support/raw.ts';
import { confirmByPost, signByPost } from '../support/signer.ts';
import { fromSource } from '../support/sources.ts';
import { newAddress } from '../support/world.ts';

const GUESSES = 10_000;
const AT_ONCE = 8;
/** A source is let through sixty times a minute; these stay below it. */
const A_SOURCE = 50;

const doors = ['', '/confirmation', '/refusal', '/following', '/withdrawal', '/erasure'];

/** What a reader sees, without what differs for everybody: the time, and the address asked for. */
const visibleOf = ({ headers: { date, ...headers }, status, text }: RawAnswer, token: string) =>
  JSON.stringify({ status, headers, text: text.replaceAll(token, 'TOKEN') });

/** Runs as many at once as a small crowd does. */
async function inTurns(total: number, act: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < total) await act(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

test('VE-05: of 10,000 guessed tokens none leads anywhere, and each is answered like the last', async ({ house }) => {
  const { slug } = await house.makePetition();
  const waiting = await signByPost({ email: newAddress(), slug });
  const mine = await confirmByPost({ email: newAddress(), slug });
  const sources = Array.from({ length: GUESSES / A_SOURCE }, () => fromSource());
  const pages = new Map<string, Set<string>>();
  const statuses = new Map<number, number>();
  await inTurns(GUESSES, async (n) => {
    const token = newToken();
    const door = doors[n % doors.length] ?? '';
    // Every third one acts instead of looking.
    const acts = n % 3 === 0 && door !== '';
    const headers = sources[Math.floor(n / A_SOURCE)] ?? {};
    const path = `/en/signatures/${token}${door}`;
    const answer = acts ? await askWithForm(path, 'sure=yes&ticket=x', headers) : await ask({ path, headers });
    const kind = `${acts ? 'POST' : 'GET'} ${door}`;
    pages.set(kind, (pages.get(kind) ?? new Set()).add(visibleOf(answer, token)));
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
  });
  expect([...statuses]).toEqual([[404, GUESSES]]);
  for (const [kind, seen] of pages) expect(seen.size, kind).toBe(1);
  // Neither the door nor the act shows: one page for all of them.
  expect(new Set([...pages.values()].flatMap((seen) => [...seen])).size).toBe(1);
  // The real ones are still where they were.
  expect((await ask({ path: `/en/signatures/${waiting}/confirmation` })).status).toBe(200);
  expect((await ask({ path: `/en/signatures/${mine}` })).status).toBe(200);
});

test('VE-05: one source that guesses 10,000 times is let through sixty times a minute', async ({ house }) => {
  expect(house).toBeTruthy();
  const headers = fromSource();
  const began = performance.now();
  const counts = new Map<number, number>();
  await inTurns(GUESSES, async () => {
    const { status } = await ask({ path: `/en/signatures/${newToken()}`, headers });
    counts.set(status, (counts.get(status) ?? 0) + 1);
  });
  const minutes = Math.floor((performance.now() - began) / 60_000) + 1;
  console.log(`in ${minutes} begun minutes: ${JSON.stringify([...counts])}`);
  expect([...counts.keys()].sort()).toEqual([404, 429]);
  // Those that were asked at the same moment as the sixtieth may pass beside it.
  expect(counts.get(404) ?? 0).toBeLessThanOrEqual(minutes * (60 + AT_ONCE));
  expect((counts.get(404) ?? 0) + (counts.get(429) ?? 0)).toBe(GUESSES);
});

test('VE-05: of 10,000 tokens none comes twice, and each of their bits is a coin', () => {
  const tokens = Array.from({ length: GUESSES }, () => newToken());
  expect(new Set(tokens).size).toBe(GUESSES);
  const ones = new Array<number>(256).fill(0);
  for (const token of tokens) {
    const bytes = Buffer.from(token, 'base64url');
    expect(bytes).toHaveLength(32);
    for (let bit = 0; bit < 256; bit += 1) ones[bit] = (ones[bit] ?? 0) + (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1);
  }
  // Six standard deviations: by chance one run in two million goes beyond.
  for (const [bit, count] of ones.entries()) expect(Math.abs(count - GUESSES / 2), `bit ${bit}`).toBeLessThan(300);
});
