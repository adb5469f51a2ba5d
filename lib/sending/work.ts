import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { noteEvent } from '../journal.ts';
import { countFollowers } from '../update/read.ts';
import { stopComplainedOf } from './complaints.ts';
import { isAnythingSending, readDueSending, type Sending } from './due.ts';
import { writePage } from './page.ts';

/** In milliseconds: a worker may count longer than a page may make somebody wait. */
const LONGEST_COUNT = 20_000;

/**
 * One step: sendings that people complain of are stopped, one with room in the outbox gets its next page, and those
 * with nothing left to send are ended. True when there may be more to do at once.
 */
export async function workOnSendings(): Promise<boolean> {
  if (!(await isAnythingSending())) return false;
  const now = await currentTime();
  await stopComplainedOf(now);
  await endSendings();
  const sending = await readDueSending();
  if (!sending) return false;
  if (sending.isNew) await countPeople(sending);
  await writePage(sending, now);
  return true;
}

/** How many have asked by now: what the progress is a part of. */
async function countPeople({ petitionId, updateId }: Sending): Promise<void> {
  const people = await countFollowers(petitionId, LONGEST_COUNT);
  await database().execute(sql`
    update update_sendings set people = ${people}::int where update_id = ${updateId} and people is null`);
}

/** Where all letters are written and none waits, the sending is over. */
async function endSendings(): Promise<void> {
  const ended = await database().execute<{ handed_over: number }>(sql`
    update update_sendings s set ended_at = now(), cursor = null, people = written
    where ended_at is null and stopped_at is null and written_at is not null
      and not exists (select from letters l where l.update_id = s.update_id and l.dead_at is null)
    returning handed_over`);
  for (const { handed_over: count } of ended) noteEvent('the letters of an update have been sent', { count });
}

/** In days: a sending that nobody lets go on is given up, and its letters are deleted (safety.md §7.2). */
const LONGEST_STAND = 7;

export async function endStandingSendings(): Promise<number> {
  const rows = await database().execute(sql`
    with ended as (
      update update_sendings set ended_at = now(), cursor = null
      where ended_at is null and stopped_at < now() - ${LONGEST_STAND} * interval '1 day' returning update_id
    ), gone as (
      delete from letters where update_id in (select update_id from ended) and batch_id is null and dead_at is null
    )
    select from ended`);
  return rows.length;
}

const PORTION = 5_000;

/** Forgets who got an update once its sending is over. Answers how many; call again until it is 0. */
export async function forgetUpdateLetters(): Promise<number> {
  const rows = await database().execute(sql`
    delete from update_letters where letter_id in (
      select l.letter_id from update_sendings s join update_letters l on l.update_id = s.update_id
      where s.ended_at is not null limit ${PORTION}
    ) returning 1`);
  return rows.length;
}
