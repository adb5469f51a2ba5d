import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';

/**
 * Lets the letters of these petitions die unsent. A batch that a worker holds at this moment is with the provider
 * already; one that waits for its next try gives its other letters back to the queue, because without some of its
 * letters it would be another one under a key that the provider knows.
 */
export async function dropLettersOf(tx: Transaction, petitionIds: readonly string[]): Promise<number> {
  if (petitionIds.length === 0) return 0;
  const ids = sql`(select jsonb_array_elements_text(${JSON.stringify(petitionIds)}::text::jsonb)::uuid)`;
  const [row] = await tx.execute<{ dropped: number }>(sql`
    with waiting as (
      select id from letter_batches where leased_until is null or leased_until < now() for update skip locked
    ), broken as (
      select distinct batch_id from letters where petition_id in ${ids} and batch_id in (select id from waiting)
    ), dropped as (
      delete from letters where petition_id in ${ids} and (batch_id is null or batch_id in (select id from waiting))
      returning id
    ), freed as (
      update letters set batch_id = null
      where batch_id in (select batch_id from broken) and (petition_id is null or petition_id not in ${ids})
    )
    select count(*)::int as dropped from dropped`);
  await tx.execute(sql`
    delete from letter_batches b where (leased_until is null or leased_until < now())
      and not exists (select from letters l where l.batch_id = b.id)`);
  return row?.dropped ?? 0;
}
