import './check-node.ts';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '@/db/client.ts';
import { foldCounts } from '../count/fold.ts';
import { settings } from '../env.ts';
import { replayErasures } from '../retention/replay.ts';
import { Hint, run } from './run.ts';

/**
 * After a backup was put in place: takes back what was taken back since it was made, then compares every count with a
 * recount. The start of the site does the first by itself, before it serves.
 */
run(async () => {
  settings();
  await restore().finally(closeDatabase);
});

async function restore(): Promise<void> {
  const { done, listed } = await replayErasures();
  console.log(`The erasure list has ${listed} lines; ${done} had come back with the backup and are gone again.`);
  if (listed === 0)
    console.log('Is DATA_DIR the one of before? Without its folder "erasures" nobody knows what was taken back.');
  while ((await foldCounts()) !== 0);
  const rows = await database().execute<{ slug: string; shown: string; real: string }>(sql`
    select p.slug, coalesce(c.confirmed - c.withdrawn - c.invalidated, 0) as shown, r.real from petitions p
    left join petition_counts c on c.petition_id = p.id
    cross join lateral (
      select count(*) as real from signatures s where s.petition_id = p.id and withdrawn_on is null and invalidated_on is null
    ) r
    where published_at is not null and coalesce(c.confirmed - c.withdrawn - c.invalidated, 0) <> r.real`);
  if (rows.length === 0) return console.log('Every count equals a recount of its signatures. Start the site.');
  const list = rows.map(({ real, shown, slug }) => `${slug} shows ${shown}, has ${real}`).join('; ');
  throw new Hint(`Counts differ from a recount: ${list}. Do not serve this; keep a copy and tell the developers.`);
}
