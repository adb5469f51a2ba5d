import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { ALERT_AT, LEAST_LETTERS, petitionSums } from './complaints.ts';

export type SendingState = 'queued' | 'sending' | 'stopped' | 'stopped-by-itself' | 'finished' | 'given-up';

/** How far the letters of an update have come. */
export interface SendingProgress {
  readonly state: SendingState;
  /** To how many it goes; null while they are not counted. */
  readonly people: number | null;
  readonly handedOver: number;
  readonly dead: number;
  readonly complained: number;
  /** People complain more than they should. */
  readonly isComplainedOf: boolean;
  /** In minutes, at the pace of the last few; null while there is none to tell from. */
  readonly minutesLeft: number | null;
}

interface Row extends Record<string, unknown> {
  people: number | null;
  written: number;
  handed_over: number;
  dead: number;
  complained: number;
  is_complained_of: boolean;
  stopped_because: 'team' | 'complaints' | null;
  ended: boolean;
  all_written: boolean;
  /** Letters in a second. */
  pace: number | null;
}

/** Null for an update that sends no letters. */
export async function readSending(updateId: string): Promise<SendingProgress | null> {
  const [row] = await database().execute<Row>(sql`
    with sums as (${petitionSums})
    select s.people, s.written, s.handed_over, s.dead, s.complained, s.stopped_because, s.ended_at is not null as ended,
      s.written_at is not null as all_written,
      (s.handed_over - s.pace_count) / nullif(extract(epoch from now() - s.pace_at), 0)::float8 as pace,
      coalesce((s.handed_over >= ${LEAST_LETTERS}::int and s.complained >= ${ALERT_AT}::float8 * s.handed_over)
        or (sums.handed_over >= ${LEAST_LETTERS}::int and sums.complained >= ${ALERT_AT}::float8 * sums.handed_over), false)
        as is_complained_of
    from update_sendings s join updates u on u.id = s.update_id left join sums on sums.petition_id = u.petition_id
    where s.update_id = ${updateId}`);
  if (!row) return null;
  const state = stateOf(row);
  // Some were left out, and some took their wish back: once all are written, that is how many it goes to.
  const people = row.all_written || row.ended ? row.written : row.people;
  return {
    state,
    people,
    handedOver: row.handed_over,
    dead: row.dead,
    complained: row.complained,
    isComplainedOf: row.is_complained_of,
    minutesLeft: state === 'sending' ? minutesLeft(row, people) : null,
  };
}

function stateOf({ ended, handed_over, stopped_because, written }: Row): SendingState {
  if (ended) return stopped_because ? 'given-up' : 'finished';
  if (stopped_because) return stopped_because === 'team' ? 'stopped' : 'stopped-by-itself';
  return handed_over === 0 && written === 0 ? 'queued' : 'sending';
}

function minutesLeft({ dead, handed_over, pace }: Row, people: number | null): number | null {
  if (people === null || !pace || pace <= 0) return null;
  return Math.ceil(Math.max(people - handed_over - dead, 0) / pace / 60);
}
