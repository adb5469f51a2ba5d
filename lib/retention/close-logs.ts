import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { UNDOABLE_FOR } from '../invalidation/stage.ts';
import { appendFacts } from '../transparency/append.ts';

/**
 * Ends the log of petitions of which it can hear nothing more: after its end only reports of audits may follow. Nobody can
 * confirm or open them again, no removal can be begun or undone, and nobody is left who could still withdraw: signing has
 * an end, leaving has none, so the log of a petition with signatures stays open. Answers how many.
 */
export async function closeFinishedLogs(): Promise<number> {
  return database().transaction(async (tx) => {
    const rows = await tx.execute<{ id: string }>(sql`
      select p.id from petitions p join log_petitions l on l.petition_id = p.id
      where not l.is_closed and least(p.closed_at, p.closes_at) + interval '24 hours' < now()
        and exists (select from key_destructions k where k.petition_id = p.id and k.destroyed_at is not null)
        and not exists (select from attempts a where a.petition_id = p.id)
        and not exists (
          select from signatures s
          where s.petition_id = p.id and s.duplicate_key is not null and s.withdrawn_on is null and s.invalidated_on is null)
        and not exists (
          select from invalidation_runs r where r.petition_id = p.id and r.done > 0 and r.undone_at is null
            and coalesce(r.finished_at, r.cancelled_at, now()) + ${UNDOABLE_FOR} * interval '1 day' > now())
        and not exists (select from log_pending w where w.petition_id = p.id)
      order by p.id limit 100 for no key update of p skip locked`);
    await appendFacts(
      tx,
      rows.map(({ id }) => ({ kind: 'close', petition: id, code: 0, digest: null })),
    );
    return rows.length;
  });
}
