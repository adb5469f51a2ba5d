import { sql } from 'drizzle-orm';
import { connection, database } from '@/db/client.ts';
import { expect, test } from '@/e2e/support/world.ts';
import { keepRound } from './rounds.ts';

test('FA-02: a run that never comes back is given up, and the next one has connections of its own', async () => {
  const before = connection();
  const ending = new AbortController();
  const answers: unknown[] = [];
  let runs = 0;
  const round = keepRound(
    {
      name: 'a test',
      pause: 10,
      longest: 300,
      run: async () => {
        runs += 1;
        if (runs === 1) await new Promise(() => {});
        const [row] = await database().execute(sql`select ${runs}::int as n`);
        answers.push(row?.n);
        if (runs > 2) ending.abort();
        return false;
      },
    },
    ending.signal,
  );
  await round;
  expect(answers).toEqual([2, 3]);
  expect(connection()).not.toBe(before);
  // Whoever held on to the old ones is refused, and does not wait.
  await expect(before`select 1`.then(() => 'answered')).rejects.toThrow(/CONNECTION_ENDED/);
});

test('FA-02: a run in its time keeps its connections', async () => {
  const before = connection();
  const ending = new AbortController();
  await keepRound(
    {
      name: 'a test',
      pause: 10,
      longest: 5_000,
      run: async () => {
        await database().execute(sql`select pg_sleep(0.2)`);
        ending.abort();
        return false;
      },
    },
    ending.signal,
  );
  expect(connection()).toBe(before);
});
