import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { settings } from '../env.ts';

/** How fast all workers together call the provider, and why nobody calls it now: one row, by the database's clock. */

/** In seconds. Nothing of the house mends a refused key, so the pauses grow from half a minute to a quarter of an hour. */
const FIRST_PAUSE = 30;
const LONGEST_PAUSE = 900;

/**
 * Calls are a tenth further apart than the rate asks: between a turn and the call's arrival lies a machine that may be
 * busy, and at five a second its jitter of 100 ms still makes none too many. Letters wait for nothing else at this rate.
 */
const MARGIN = 1.1;

/** In milliseconds. Whoever has not had a turn by then gives its batch back: leases are a minute long. */
const LONGEST_WAIT = 20_000;

/** The right to make one call. `refusals` is what was known of the provider when it was given. */
export interface Turn {
  readonly refusals: number;
}

/**
 * Waits until this worker may call. Every call has a turn of its own, whoever makes it, so that MAIL_RATE holds for
 * any number of workers. Null when no turn came: the queue was closed meanwhile, or too many were waiting.
 */
export async function awaitTurn(): Promise<Turn | null> {
  const deadline = performance.now() + LONGEST_WAIT;
  for (;;) {
    const { turn, wait } = await takeTurn();
    if (turn || wait === null || performance.now() + wait > deadline) return turn;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

interface PaceRow extends Record<string, unknown> {
  refusals: number | null;
  closed: boolean;
  wait: number;
}

/** A turn, or in how many milliseconds there may be one; neither while the queue is closed. */
async function takeTurn(): Promise<{ turn: Turn | null; wait: number | null }> {
  const step = MARGIN / settings().MAIL_RATE;
  const [row] = await database().execute<PaceRow>(sql`
    with taken as (
      update mail_pace set next_call_at = clock_timestamp() + ${step} * interval '1 second',
        -- While the provider refuses us one call at a time is enough to ask: whoever gets this turn closes behind itself.
        closed_until = case when paused_at is null then closed_until else clock_timestamp() + interval '20 seconds' end
      where id = 1 and next_call_at <= clock_timestamp() and coalesce(closed_until <= clock_timestamp(), true)
      returning refusals
    )
    select (select refusals from taken) as refusals, coalesce(closed_until > clock_timestamp(), false) as closed,
      extract(epoch from next_call_at - clock_timestamp())::float8 * 1000 as wait
    from mail_pace where id = 1`);
  if (!row || (row.refusals === null && row.closed)) return { turn: null, wait: null };
  return row.refusals === null
    ? { turn: null, wait: Math.max(row.wait, 1) }
    : { turn: { refusals: row.refusals }, wait: 0 };
}

/** Nobody calls for this long. Called where the provider said so by Retry-After. */
export async function closeQueue(milliseconds: number): Promise<void> {
  await database().execute(sql`
    update mail_pace set closed_until = greatest(closed_until, clock_timestamp() + ${milliseconds} * interval '1 millisecond')
    where id = 1`);
}

/**
 * The provider refuses us. Everything stops, and one call at a time asks again after pauses that grow; answers how
 * long this one is, in milliseconds. Refusals of calls that were under way together are one refusal.
 */
export async function pauseMail(turn: Turn, because: string, after: number | null): Promise<number> {
  const [row] = await database().execute<{ seconds: number }>(sql`
    update mail_pace set paused_at = coalesce(paused_at, now()), paused_because = ${because},
      refusals = case when refusals = ${turn.refusals} then least(refusals + 1, 100) else refusals end,
      closed_until = case when refusals = ${turn.refusals} then clock_timestamp()
        + greatest(least(${FIRST_PAUSE} * 2 ^ least(refusals, 10), ${LONGEST_PAUSE}), ${(after ?? 0) / 1000}) * interval '1 second'
        else closed_until end
    where id = 1
    returning extract(epoch from closed_until - clock_timestamp())::float8 as seconds`);
  return Math.max(row?.seconds ?? FIRST_PAUSE, 1) * 1000;
}

/** The provider takes our letters again. Costs a look and no writing while nothing was paused. */
export async function resumeMail(): Promise<void> {
  await database().execute(sql`
    update mail_pace set paused_at = null, paused_because = null, refusals = 0, closed_until = null
    where id = 1 and paused_at is not null`);
}

export interface MailPause {
  readonly since: Date;
  /** The provider's name for its reason. */
  readonly because: string;
  readonly nextTryAt: Date;
}

/** Why no letter leaves, for people; null while letters leave. */
export async function readMailPause(): Promise<MailPause | null> {
  const [row] = await database().execute<{ since: string; because: string; next: string }>(sql`
    select to_json(paused_at)#>>'{}' as since, paused_because as because, to_json(coalesce(closed_until, now()))#>>'{}' as next
    from mail_pace where paused_at is not null`);
  return row ? { since: new Date(row.since), because: row.because, nextTryAt: new Date(row.next) } : null;
}
