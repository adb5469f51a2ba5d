import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { warnOf } from '../journal.ts';

/** Parts of the letters handed over (EM-08): mailbox providers turn away senders of whom more is complained. */
export const ALERT_AT = 0.001;
export const STOP_AT = 0.003;

/** Of fewer letters a single complaint would be too much. */
export const LEAST_LETTERS = 1_000;

/** What a petition's letters of news came to within this many days counts together, beside each sending alone. */
const PETITION_DAYS = 30;

/** The sum over a petition's sendings of late, as columns `handed_over` and `complained` beside `petition_id`. */
export const petitionSums = sql`
  select u.petition_id, sum(s.handed_over)::int as handed_over, sum(s.complained)::int as complained
  from update_sendings s join updates u on u.id = s.update_id
  where s.queued_at > now() - ${PETITION_DAYS} * interval '1 day' group by u.petition_id`;

interface Stopped extends Record<string, unknown> {
  update_id: string;
  number: number;
  petition_id: string;
  slug: string;
  coalition_id: string;
}

/**
 * Stops sendings that too many call spam, alone or together with the petition's others. The team may let them go on;
 * then it takes another complaint to stop them again.
 */
export async function stopComplainedOf(now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    for (const stopped of await stopIn(tx, now)) {
      const { coalition_id: coalitionId, number, petition_id: petition, slug, update_id: update } = stopped;
      const subject = { petition, slug, update, number, because: 'complaints' };
      await recordAudit(tx, { actor: 'worker', act: 'sending-stopped', subject, coalitionId }, now);
      warnOf('people complain of an update, and its letters stand still', { petition });
    }
  });
}

const stopIn = (tx: Transaction, now: Date) =>
  tx.execute<Stopped>(sql`
    with sums as (${petitionSums}), stopped as (
      update update_sendings s set stopped_at = ${now.toISOString()}::timestamptz, stopped_because = 'complaints'
      from updates u, sums
      where s.ended_at is null and s.stopped_at is null and u.id = s.update_id and sums.petition_id = u.petition_id
        and sums.complained > s.complaints_known
        and ((s.handed_over >= ${LEAST_LETTERS}::int and s.complained >= ${STOP_AT}::float8 * s.handed_over)
          or (sums.handed_over >= ${LEAST_LETTERS}::int and sums.complained >= ${STOP_AT}::float8 * sums.handed_over))
      returning s.update_id, u.number, u.petition_id
    )
    select stopped.*, p.slug, c.coalition_id from stopped
    join petitions p on p.id = stopped.petition_id join campaigns c on c.id = p.campaign_id`);
