import { sql } from 'drizzle-orm';
import { database } from './client.ts';
import { once } from './once.ts';

interface Clock {
  /** Database time minus this machine's monotonic clock, in milliseconds; null until first measured. */
  offset: number | null;
  measuredAt: number;
}

/** How long a measured offset is believed, in milliseconds. */
const BELIEVED_FOR = 60_000;

const clock = (): Clock => once('clock', () => ({ offset: null, measuredAt: 0 }));

/** Takes a time that the database just told us; the pulse brings one with every beat. */
export function setClock(databaseTime: Date): void {
  clock().offset = databaseTime.getTime() - performance.now();
  clock().measuredAt = performance.now();
}

/**
 * The time by the database's clock, so that a machine whose own clock is hours off lets nothing expire early
 * (VE-10). Asks the database at most once a minute, and waits for its answer only the first time.
 */
export async function currentTime(): Promise<Date> {
  const { offset, measuredAt } = clock();
  if (offset === null) await measureClock();
  else if (performance.now() - measuredAt > BELIEVED_FOR) {
    clock().measuredAt = performance.now();
    // While the database is away the old offset is as good as any.
    measureClock().catch(() => undefined);
  }
  return new Date(performance.now() + (clock().offset ?? 0));
}

async function measureClock(): Promise<void> {
  const [row] = await database().execute<{ now: string }>(sql`select to_json(clock_timestamp())#>>'{}' as now`);
  if (row) setClock(new Date(row.now));
}
