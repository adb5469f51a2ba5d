import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';

/**
 * Hours behind what is looked at: charts show two days, signals compare three weeks (lib/invalidation/series.ts). On a
 * quiet day an hour with one signature in it dates that signature more closely than its row does. Answers how many.
 */
export async function purgeOldHours(): Promise<number> {
  const rows = await database().execute(sql`
    delete from hourly_counts where hour < now() - interval '21 days' returning 1`);
  return rows.length;
}
