import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { FOLD_CHANNEL } from '@/db/pulse.ts';
import { type Changes, changesOf, takeChanges } from './changes.ts';
import { foldSeries } from './fold-series.ts';

/** Any number; all instances that share a database use the same, so that one folds at a time. */
const FOLD_LOCK = 7_364_002;

/**
 * Takes the changes written since the last fold into the counts, each exactly once. The cost grows with the
 * changes, never with the signatures; signing and confirming touch none of the rows that this locks. After it
 * the counts are exact as of its start. Answers how many changes it folded, or null when it is
 * another instance's turn, or the last fold is less than `pause` milliseconds ago: however many workers run, counts
 * are folded and announced at one pace.
 */
export async function foldCounts(pause = 0): Promise<number | null> {
  return database().transaction(async (tx) => {
    const [turn] = await tx.execute<{ mine: boolean; began: string }>(sql`
      select pg_try_advisory_xact_lock(${FOLD_LOCK})
        and (as_of <= clock_timestamp() - ${pause} * interval '1 millisecond' or as_of > clock_timestamp()) as mine,
        statement_timestamp()::text as began
      from count_fold`);
    if (!turn?.mine) return null;
    const changes = await takeChanges(tx);
    if (changes.folded > 0) {
      await foldPetitions(tx, changes);
      await foldPartners(tx, changes);
      await foldSeries(tx, changes);
    }
    await tx.execute(sql`update count_fold set as_of = ${turn.began}::timestamptz`);
    // Delivered at commit: every process reads the new counts right then.
    await tx.execute(sql`select pg_notify(${FOLD_CHANNEL}, '')`);
    return changes.folded;
  });
}

// Update, else insert, without ON CONFLICT: the check that no count is negative would look at the change alone.
// Between the two nobody can come in, because one instance folds at a time.

const foldPetitions = (tx: Transaction, changes: Changes) =>
  tx.execute(sql`
    with ${changesOf(changes)}, moved as (
      select petition_id, sum(confirmed) as confirmed, sum(withdrawn) as withdrawn, sum(invalidated) as invalidated
      from changes group by petition_id
      -- Attempts alone are no news to a public page.
      having sum(confirmed) <> 0 or sum(withdrawn) <> 0 or sum(invalidated) <> 0
    ), known as (
      update petition_counts c set confirmed = c.confirmed + m.confirmed, withdrawn = c.withdrawn + m.withdrawn,
        invalidated = c.invalidated + m.invalidated, changed_at = clock_timestamp()
      from moved m where m.petition_id = c.petition_id returning c.petition_id
    )
    insert into petition_counts (petition_id, confirmed, withdrawn, invalidated, changed_at)
    select petition_id, confirmed, withdrawn, invalidated, clock_timestamp() from moved
    where petition_id not in (select petition_id from known)`);

const foldPartners = (tx: Transaction, changes: Changes) =>
  tx.execute(sql`
    with ${changesOf(changes)}, moved as (
      select petition_id, partner_id, sum(counted) as count from changes
      where partner_id is not null and (confirmed, withdrawn, invalidated) <> (0, 0, 0) group by petition_id, partner_id
    ), known as (
      update partner_counts c set count = c.count + m.count, changed_at = clock_timestamp()
      from moved m where m.petition_id = c.petition_id and m.partner_id = c.partner_id
      returning c.petition_id, c.partner_id
    )
    insert into partner_counts (petition_id, partner_id, count, changed_at)
    select petition_id, partner_id, count, clock_timestamp() from moved
    where (petition_id, partner_id) not in (select petition_id, partner_id from known)`);
