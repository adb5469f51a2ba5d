import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { LetterKind } from '@/db/schema/mail.ts';
import { countDomains, domainRoom, roomInMinute } from './domain-pace.ts';
import type { SealedLetter } from './letters.ts';

/** The provider takes at most 100 letters in a call. */
export const LETTERS_PER_BATCH = 100;

/** Past the provider's 24 h of remembering the key a try could send twice. */
export const LAST_TRY = sql`interval '23 hours'`;

/** What stands for a provider's name where a letter's time is over. */
export const TRIED_FOR_ITS_TIME = 'tried_for_23_hours';

/** In seconds. A worker that dies loses its lease after this long, and another sends the batch again. */
const LEASE = 60;

/** A batch in this worker's hands. */
export interface LeasedBatch {
  /** The idempotency key of every call for this batch. */
  readonly id: string;
  /** Calls made before this one. */
  readonly tries: number;
  /** Past this moment the provider may have forgotten the key. */
  readonly expired: boolean;
  readonly letters: readonly (SealedLetter & { readonly kind: LetterKind; readonly petitionId: string | null })[];
}

interface BatchRow extends Record<string, unknown> {
  id: string;
  tries: number;
  expired: boolean;
}

interface LetterRow extends Record<string, unknown> {
  id: string;
  kind: LetterKind;
  petition_id: string | null;
  key_hour: number;
  sealed: string;
}

/**
 * Takes the next batch that is due, or makes one of the letters that wait. Which letters belong to a batch and
 * the key they travel under are committed before any call, so that whoever repeats the call sends the very
 * same thing. Several workers may call this at once: each gets another batch. Null when nothing is due, and while
 * the queue is closed (pace.ts).
 */
export async function leaseBatch(): Promise<LeasedBatch | null> {
  const batch = (await leaseDueBatch()) ?? (await makeBatch());
  if (!batch) return null;
  const rows = await database().execute<LetterRow>(sql`
    select id, kind, petition_id, key_hour, encode(sealed, 'hex') as sealed from letters
    where batch_id = ${batch.id} order by position`);
  const letters = rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    petitionId: row.petition_id,
    keyHour: row.key_hour,
    sealed: Buffer.from(row.sealed, 'hex'),
  }));
  return { ...batch, letters };
}

const isOpen = sql`not exists (select from mail_pace where closed_until > now())`;

async function leaseDueBatch(): Promise<BatchRow | null> {
  const [row] = await database().execute<BatchRow>(sql`
    update letter_batches set leased_until = now() + ${LEASE} * interval '1 second', tries = tries + 1
    where id = (
      select id from letter_batches where next_try_at <= now() and (leased_until is null or leased_until < now()) and ${isOpen}
      order by next_try_at limit 1 for update skip locked
    ) returning id, tries - 1 as tries, last_try_at < now() as expired`);
  return row ?? null;
}

/** What a coalition has paused stays where it is, and so do the letters of an update whose sending was stopped; letters of the team, such as sign-in links, belong to no petition. */
async function makeBatch(): Promise<BatchRow | null> {
  return database().transaction(async (tx) => {
    // One at a time, whatever number of workers: each sees what the others have taken of a domain's minute.
    await tx.execute(sql`select pg_advisory_xact_lock(${BATCH_MAKING})`);
    const [row] = await tx.execute<BatchRow>(batchOfWaiting);
    return row ?? null;
  });
}

/** Any number; all instances that share a database use the same. */
const BATCH_MAKING = 7_364_002;

/** A letter beyond its domain's share of the minute stays where it is, and others pass it (domain-pace.ts). */
const batchOfWaiting = sql`
    with paused as materialized (
      -- Petitions of coalitions that have paused their letters: none on most days, and a handful on the others.
      select p.id from coalitions o join campaigns c on c.coalition_id = o.id join petitions p on p.campaign_id = c.id
      where o.letters_paused_at is not null
        -- Asked once and first: while nothing is paused, no petition is looked at.
        and exists (select from coalitions where letters_paused_at is not null)
    ), standing as materialized (
      select update_id from update_sendings where stopped_at is not null and ended_at is null
    ), paced as materialized (
      ${domainRoom}
    ), waiting as (
      select id, domain_mark, position from letters where batch_id is null and dead_at is null and ${isOpen}
        and (petition_id is null or petition_id not in (select id from paused))
        and (update_id is null or update_id not in (select update_id from standing))
        and (domain_mark is null or domain_mark not in (select mark from paced where room <= 0))
      order by priority, position limit ${LETTERS_PER_BATCH} for update skip locked
    ), chosen as (
      select id, domain_mark from (
        select id, domain_mark, row_number() over (partition by domain_mark order by position) as turn from waiting
      ) w left join paced on mark = domain_mark
      where domain_mark is null or turn <= coalesce(room, ${roomInMinute})
    ), counted as (
      ${countDomains}
    ), batch as (
      insert into letter_batches (tries, last_try_at, next_try_at, leased_until)
      select 1, now() + ${LAST_TRY}, now(), now() + ${LEASE} * interval '1 second'
      where exists (select from chosen) returning id
    ), joined as (
      update letters set batch_id = batch.id from batch where letters.id in (select id from chosen)
    )
    select id, 0 as tries, false as expired from batch`;

/** What tells a dead letter's story: the provider's own name for it. */
interface Death {
  readonly ids: readonly string[];
  readonly because: string;
}

/**
 * The provider has them: the letters go, the tallies stay. Single letters that it refused die beside them, in the
 * same statement: a batch that had lost them alone would be another one under a key that the provider knows.
 */
export async function finishBatch(batch: LeasedBatch, refused: Death = { ids: [], because: 'refused' }): Promise<void> {
  await database().execute(sql`
    with dead as (
      update letters set dead_at = now(), dead_because = ${refused.because}, batch_id = null
      where batch_id = ${batch.id} and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(refused.ids)}::text::jsonb))
      returning id, petition_id, update_id, kind
    ), gone as (
      delete from letters where batch_id = ${batch.id} and dead_at is null
        and id not in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(refused.ids)}::text::jsonb))
      returning petition_id, update_id, kind
    ), ended as (
      select petition_id, update_id, kind, 1 as handed_over, 0 as dead from gone
      union all select petition_id, update_id, kind, 0, 1 from dead
    ), ${tallied}, ${countedForUpdates}
    delete from letter_batches where id = ${batch.id}`);
}

/** Takes the rows of `ended` into the tallies. */
const tallied = sql`tallied as (
      insert into letter_tallies as t (petition_id, kind, day, handed_over, dead)
      select petition_id, kind, (now() at time zone 'UTC')::date, sum(handed_over), sum(dead) from ended
      where petition_id is not null group by petition_id, kind order by petition_id, kind
      on conflict (petition_id, kind, day) do update
        set handed_over = t.handed_over + excluded.handed_over, dead = t.dead + excluded.dead
    )`;

/** Counts the rows of `ended` for the sendings of updates, and marks the time for their pace every two minutes. */
const countedForUpdates = sql`counted as (
      update update_sendings s set handed_over = s.handed_over + n.handed_over, dead = s.dead + n.dead,
        pace_at = case when s.next_pace_at is null then now()
          when s.next_pace_at < now() - interval '2 minutes' then s.next_pace_at else s.pace_at end,
        pace_count = case when s.next_pace_at is null then s.handed_over
          when s.next_pace_at < now() - interval '2 minutes' then s.next_pace_count else s.pace_count end,
        next_pace_at = case when coalesce(s.next_pace_at < now() - interval '2 minutes', true) then now() else s.next_pace_at end,
        next_pace_count = case when coalesce(s.next_pace_at < now() - interval '2 minutes', true)
          then s.handed_over else s.next_pace_count end
      from (
        select update_id, sum(handed_over)::int as handed_over, sum(dead)::int as dead from ended
        where update_id is not null group by update_id order by update_id
      ) n where s.update_id = n.update_id
    )`;

/** Gives the batch back, to be called again with the same key after this many milliseconds. */
export async function postponeBatch(batch: LeasedBatch, milliseconds: number): Promise<void> {
  await database().execute(sql`
    update letter_batches set leased_until = null, next_try_at = now() + ${Math.round(milliseconds)} * interval '1 millisecond'
    where id = ${batch.id}`);
}

/**
 * Gives the batch back as it was leased: it was not called for, or the provider refused to look at it. When it never
 * was, its time to be tried has not begun either.
 */
export async function returnBatch(batch: LeasedBatch, milliseconds: number): Promise<void> {
  await database().execute(sql`
    update letter_batches set leased_until = null, tries = ${batch.tries},
      next_try_at = now() + ${Math.round(milliseconds)} * interval '1 millisecond',
      last_try_at = case when ${batch.tries}::int = 0 then now() + ${LAST_TRY} else last_try_at end
    where id = ${batch.id}`);
}

/**
 * The provider refused the batch as a whole because of one letter, and has sent none of it. It falls into halves with
 * keys of their own, and those again, until the bad one stands alone and all others have gone on.
 */
export async function splitBatch(batch: LeasedBatch): Promise<void> {
  await database().execute(sql`
    with halves as (
      select gen_random_uuid() as id, half, b.last_try_at from letter_batches b, generate_series(1, 2) half where b.id = ${batch.id}
    ), members as (
      select id, ntile(2) over (order by position) as half from letters where batch_id = ${batch.id} and dead_at is null
    ), made as (
      insert into letter_batches (id, last_try_at, next_try_at) select id, last_try_at, now() from halves returning id
    ), moved as (
      update letters set batch_id = halves.id from members join halves on halves.half = members.half
      where letters.id = members.id and halves.id in (select id from made)
    )
    delete from letter_batches where id = ${batch.id}`);
}

/** Ends the letters of a batch unsent. They stay visible, with the provider's name for the reason, for a day. */
export const buryBatch = (batch: LeasedBatch, because: string): Promise<void> =>
  finishBatch(batch, { ids: batch.letters.map(({ id }) => id), because });

/** The hours whose keys are still needed. */
export async function hoursOfWaitingLetters(): Promise<Set<number>> {
  const rows = await database().execute<{ key_hour: number }>(sql`select distinct key_hour from letters`);
  return new Set(rows.map((row) => row.key_hour));
}

export interface OutboxFacts {
  readonly waiting: number;
  readonly dead: number;
}

export async function readOutbox(): Promise<OutboxFacts> {
  const [row] = await database().execute<{ waiting: string; dead: string }>(sql`
    select count(*) filter (where dead_at is null) as waiting, count(*) filter (where dead_at is not null) as dead from letters`);
  return { waiting: Number(row?.waiting ?? 0), dead: Number(row?.dead ?? 0) };
}
