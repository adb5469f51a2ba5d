import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { plantDay } from '@/e2e/support/numbers.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import type { Petition } from '../petition/read.ts';
import { readDaily } from './daily.ts';

const dayAgo = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** A petition whose first day was five days ago. */
async function publishedDaysAgo(): Promise<Petition> {
  const petition = await makePetition();
  await database().execute(sql`update count_fold set as_of = clock_timestamp()`);
  return { ...petition, publishedAt: new Date(Date.now() - 5 * 86_400_000) };
}

test('the series begins with publication, leaves out no day and adds up to the count', async () => {
  const petition = await publishedDaysAgo();
  await plantDay(petition, { day: dayAgo(4), confirmed: 7, withdrawn: 2 });
  await plantDay(petition, { day: dayAgo(1), confirmed: 3 });
  const { days } = await readDaily(petition);
  expect(days.map(({ day }) => day)).toEqual([5, 4, 3, 2, 1, 0].map(dayAgo));
  expect(days.map(({ total }) => total)).toEqual([0, 5, 5, 5, 8, 8]);
  expect(days[1]).toEqual({ day: dayAgo(4), confirmed: 7, withdrawn: 2, invalidated: 0, total: 5 });
});

test('VE-11: the days of a sealed petition are differences of numbers that were shown anyway', async () => {
  const petition: Petition = { ...(await publishedDaysAgo()), privacyMode: 'sealed' };
  for (const [ago, confirmed] of [
    [4, 4],
    [3, 4],
    [2, 1],
    [1, 6],
  ] as const)
    await plantDay(petition, { day: dayAgo(ago), confirmed });
  const { days } = await readDaily(petition);
  expect(days.map(({ confirmed }) => confirmed)).toEqual([0, 0, 5, 0, 10, 0]);
  expect(days.map(({ total }) => total)).toEqual([0, 0, 5, 5, 15, 15]);
});

test('a day on which more was withdrawn than confirmed lowers the count', async () => {
  const petition = await publishedDaysAgo();
  await plantDay(petition, { day: dayAgo(3), confirmed: 5 });
  await plantDay(petition, { day: dayAgo(2), confirmed: 0, withdrawn: 3 });
  expect((await readDaily(petition)).days.map(({ total }) => total)).toEqual([0, 0, 5, 2, 2, 2]);
});
