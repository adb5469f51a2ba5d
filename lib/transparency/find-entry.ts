import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';

export interface SignEntry {
  readonly index: bigint;
  readonly entry: Buffer;
  /** A later entry takes it out of the count. */
  readonly isRemoved: boolean;
}

/** The newest SIGN entry with this commitment; null where the log has none yet. A signature that came back has two. */
export async function findSignEntry(commitment: Buffer): Promise<SignEntry | null> {
  const [row] = await database().execute<{ idx: string; entry: Buffer; removed: boolean }>(sql`
    select s.idx::text, s.entry, exists (
      select from log_entries r
      where get_byte(r.entry, 1) in (3, 4) and substring(r.entry from 33 for 8) = int8send(s.idx)) as removed
    from log_entries s
    where get_byte(s.entry, 1) = 2 and substring(s.entry from 41 for 32) = decode(${commitment.toString('hex')}, 'hex')
    order by s.idx desc limit 1`);
  return row ? { index: BigInt(row.idx), entry: row.entry, isRemoved: row.removed } : null;
}
