import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';

const PORTION = 500;

/**
 * Ends audit records after twelve months (safety.md §7.2), from the first one on. The anchor takes the hash of the last
 * one that goes, so that the chain of those that stay can be verified as before; triggers let nothing else go. Answers
 * how many; call again until it is 0.
 */
export async function endOldAudit(): Promise<number> {
  return database().transaction(async (tx) => {
    // The chain's lock: nobody writes a record meanwhile, and nobody else ends some.
    await tx.execute(sql`select pg_advisory_xact_lock(7364003)`);
    const [last] = await tx.execute<{ id: string; count: number }>(sql`
      with old as (
        select id from audit_records where id <= (
          -- Only what nothing younger stands before: records go in the order of the chain.
          select coalesce(min(id) - 1, 9223372036854775807) from audit_records where at >= now() - interval '12 months'
        ) and id < (select max(id) from audit_records) order by id limit ${PORTION}
      )
      select max(id)::text as id, count(*)::int as count from old having count(*) > 0`);
    if (!last) return 0;
    await tx.execute(sql`
      insert into audit_anchor (record_id, hash, ended)
      select id, hash, ${last.count}::int from audit_records where id = ${last.id}::bigint
      on conflict (id) do update set record_id = excluded.record_id, hash = excluded.hash,
        ended = audit_anchor.ended + excluded.ended`);
    await tx.execute(sql`delete from audit_records where id <= ${last.id}::bigint`);
    return last.count;
  });
}
