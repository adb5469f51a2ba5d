import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';

/** A sending whose letters are still to be written, with what its letters need to know. */
export interface Sending {
  readonly updateId: string;
  readonly number: number;
  readonly petitionId: string;
  readonly slug: string;
  /** Whether letters may tell what is in the update; else they say that there is one. */
  readonly tellsAll: boolean;
  /** The last duplicate key that was looked at, in hex. */
  readonly cursor: string | null;
  /** Nobody has counted its followers yet. */
  readonly isNew: boolean;
}

/** How many of a sending's letters may wait in the outbox: so many does a stop hold back. */
const ROOM = 2_000;

/** Whether there is anything to look after. */
export async function isAnythingSending(): Promise<boolean> {
  const rows = await database().execute(sql`select from update_sendings where ended_at is null limit 1`);
  return rows.length > 0;
}

/**
 * A sending under way that has room in the outbox; null when none has. Letters are written a little ahead of their
 * leaving and no further: a stop works at once, and no address lies in the outbox for hours. In no order: a sending
 * that cannot go on, because its petition's keys are away, must not hold up the others.
 */
export async function readDueSending(): Promise<Sending | null> {
  const [row] = await database().execute<{
    update_id: string;
    number: number;
    petition_id: string;
    slug: string;
    tells_all: boolean;
    cursor: string | null;
    is_new: boolean;
  }>(sql`
    select s.update_id, u.number, p.id as petition_id, p.slug, p.privacy_mode = 'public' as tells_all,
      encode(s.cursor, 'hex') as cursor, s.cursor is null and s.people is null as is_new
    from update_sendings s join updates u on u.id = s.update_id join petitions p on p.id = u.petition_id
    where s.ended_at is null and s.stopped_at is null and s.written_at is null
      and (select count(*) from (
        select from letters l where l.update_id = s.update_id and l.dead_at is null and l.batch_id is null limit ${ROOM}
      ) waiting) < ${ROOM}
    order by random() limit 1`);
  if (!row) return null;
  return {
    updateId: row.update_id,
    number: row.number,
    petitionId: row.petition_id,
    slug: row.slug,
    tellsAll: row.tells_all,
    cursor: row.cursor,
    isNew: row.is_new,
  };
}
