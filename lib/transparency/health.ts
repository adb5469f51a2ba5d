import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { settings } from '../env.ts';
import { formatVkey } from '../log/note/key.ts';
import type { Hold } from './guard/hold.ts';
import { logKey } from './key.ts';
import { readPublished } from './published.ts';
import { readState } from './sequence/state.ts';

/** How the log is doing, in numbers of the whole site. */
export interface LogHealth {
  /** Null before its first entry. */
  readonly origin: string | null;
  /** The key that verifiers need (C2SP signed-note); null before its first entry. */
  readonly vkey: string | null;
  readonly size: bigint;
  readonly publishedSize: bigint;
  readonly publishedAt: Date | null;
  /** Facts that wait for their place. */
  readonly pending: number;
  readonly hold: Hold | null;
}

export async function readLogHealth(): Promise<LogHealth> {
  const { hold, origin, publicKey, size } = await readState();
  const [row] = await database().execute<{ pending: number }>(sql`select count(*)::int as pending from log_pending`);
  const published = await readPublished();
  return {
    origin,
    vkey: origin && publicKey ? formatVkey(logKey(origin, publicKey)) : null,
    size,
    publishedSize: published?.checkpoint.size ?? 0n,
    publishedAt: published?.at ?? null,
    pending: row?.pending ?? 0,
    hold,
  };
}

/** In milliseconds, beyond twice the interval: so long a log that has grown may go without a new checkpoint. */
const PATIENCE = 60_000;

/** What people have to know of the log: why it is held, or that what grew is not published. Signing goes on. */
export type LogTrouble = Hold | 'late';

export function troubleOf({ hold, publishedAt, publishedSize, size }: LogHealth, now: Date): LogTrouble | null {
  if (hold) return hold;
  const age = now.getTime() - (publishedAt?.getTime() ?? 0);
  return size > publishedSize && age > 2_000 * settings().LOG_INTERVAL + PATIENCE ? 'late' : null;
}
