import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { expect, test } from '@/e2e/support/world.ts';
import { forgetOldDrafts } from './purge.ts';

test('PV-04: earlier states of a draft are kept for twelve months', async () => {
  const place = `petition/${Math.random()}`;
  const save = (days: number) =>
    database().execute(sql`
      insert into draft_saves (place, revision, fields, saved_at)
      values (${place}, 1, '{}', now() - ${days} * interval '1 day')`);
  for (const days of [0, 364, 367, 900]) await save(days);
  while ((await forgetOldDrafts()) > 0);
  const left = await database().execute(sql`select from draft_saves where place = ${place}`);
  expect(left).toHaveLength(2);
});
