import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { once } from '@/db/once.ts';

/** Writes down that a job has succeeded, and how many rows it took care of. */
export async function noteJob(name: string, done: number): Promise<void> {
  await database().execute(sql`
    insert into job_runs as j (name, succeeded_at, done) values (${name}, now(), ${done}::int)
    on conflict (name) do update set succeeded_at = excluded.succeeded_at, done = j.done + excluded.done`);
}

/** In milliseconds: rounds that turn every second are noted once a minute. */
const NOTED_EVERY = 60_000;

/** The same for a round, which does not count rows. */
export async function noteRound(name: string): Promise<void> {
  const notedAt = once('noted-rounds', () => new Map<string, number>());
  const now = performance.now();
  if (now - (notedAt.get(name) ?? Number.NEGATIVE_INFINITY) < NOTED_EVERY) return;
  notedAt.set(name, now);
  await noteJob(name, 0);
}
