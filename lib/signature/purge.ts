import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';

const PORTION = 500;

/** Deletes attempts that were not confirmed within 7 days. Answers how many; call again until it is 0. */
export async function purgeExpiredAttempts(): Promise<number> {
  const rows = await database().execute(sql`
    delete from attempts where id in (
      select id from attempts where posted_at <= now() - interval '7 days' limit ${PORTION} for update skip locked
    ) returning 1`);
  return rows.length;
}

/** Lifts blocks after twelve months. Answers how many; call again until it is 0. */
export async function purgeExpiredSuppressions(): Promise<number> {
  const rows = await database().execute(sql`
    delete from suppressions where address_key in (
      select address_key from suppressions where suppressed_on < (now() at time zone 'UTC')::date - interval '12 months' limit ${PORTION}
    ) returning 1`);
  return rows.length;
}
