import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { purgeOldHours } from './purge.ts';

test('hours are forgotten after three weeks, days are kept', async () => {
  const { id } = await makePetition();
  for (const days of [0, 20, 22, 400]) {
    await database().execute(sql`
      insert into hourly_counts (petition_id, hour, confirmed)
      values (${id}, date_trunc('hour', now(), 'UTC') - ${days} * interval '1 day', 1)`);
    await database().execute(sql`
      insert into daily_counts (petition_id, day, confirmed) values (${id}, current_date - ${days}::int, 1)`);
  }
  await purgeOldHours();
  await purgeOldHours();
  const { dailyCounts, hourlyCounts } = schema;
  expect(await database().select().from(hourlyCounts).where(eq(hourlyCounts.petitionId, id))).toHaveLength(2);
  expect(await database().select().from(dailyCounts).where(eq(dailyCounts.petitionId, id))).toHaveLength(4);
});
