import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { FOLD_CHANNEL } from '@/db/pulse.ts';

/** Any number; all instances that share a database use the same, so that one folds at a time. */
const FOLD_LOCK = 7_364_002;

/** A backlog is folded in portions, each well within the time a statement may take. */
export const FOLD_PORTION = 20_000;

/**
 * Takes the changes written since the last fold into the counts, each exactly once. The cost grows with the
 * changes, never with the signatures; signing and confirming touch none of the rows that this locks. After it
 * the counts are exact as of its start. Answers how many changes it folded, or null when it is
 * another instance's turn, or the last fold is less than `pause` milliseconds ago: however many workers run, counts
 * are folded and announced at one pace.
 */
export async function foldCounts(pause = 0): Promise<number | null> {
  return database().transaction(async (tx) => {
    const [turn] = await tx.execute<{ mine: boolean }>(sql`
      select pg_try_advisory_xact_lock(${FOLD_LOCK})
        and (as_of <= clock_timestamp() - ${pause} * interval '1 millisecond' or as_of > clock_timestamp()) as mine
      from count_fold`);
    if (!turn?.mine) return null;
    // Update, else insert, without ON CONFLICT: the check that no count is negative would look at the change alone.
    // Between the two nobody can come in, because one instance folds at a time.
    const [row] = await tx.execute<{ folded: string }>(sql`
      with taken as (
        delete from count_changes where id in (select id from count_changes order by id limit ${FOLD_PORTION})
        returning petition_id, partner_id, confirmed, withdrawn, invalidated
      ), by_petition as (
        select petition_id, sum(confirmed) as confirmed, sum(withdrawn) as withdrawn, sum(invalidated) as invalidated
        from taken group by petition_id
      ), petitions_moved as (
        update petition_counts c set confirmed = c.confirmed + m.confirmed, withdrawn = c.withdrawn + m.withdrawn,
          invalidated = c.invalidated + m.invalidated, changed_at = clock_timestamp()
        from by_petition m where m.petition_id = c.petition_id returning c.petition_id
      ), petitions_begun as (
        insert into petition_counts (petition_id, confirmed, withdrawn, invalidated, changed_at)
        select petition_id, confirmed, withdrawn, invalidated, clock_timestamp() from by_petition
        where petition_id not in (select petition_id from petitions_moved)
      ), by_partner as (
        select petition_id, partner_id, sum(confirmed - withdrawn - invalidated) as count
        from taken where partner_id is not null group by petition_id, partner_id
      ), partners_moved as (
        update partner_counts c set count = c.count + m.count, changed_at = clock_timestamp()
        from by_partner m where m.petition_id = c.petition_id and m.partner_id = c.partner_id
        returning c.petition_id, c.partner_id
      ), partners_begun as (
        insert into partner_counts (petition_id, partner_id, count, changed_at)
        select petition_id, partner_id, count, clock_timestamp() from by_partner
        where (petition_id, partner_id) not in (select petition_id, partner_id from partners_moved)
      ), dated as (
        update count_fold set as_of = statement_timestamp()
      )
      select count(*) as folded from taken`);
    // Delivered at commit: every process reads the new counts right then.
    await tx.execute(sql`select pg_notify(${FOLD_CHANNEL}, '')`);
    return Number(row?.folded ?? 0);
  });
}
