import { type SQL, sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import type { LetterKind } from '@/db/schema/mail.ts';
import { TRIED_FOR_ITS_TIME } from './queue.ts';

/** Letters that could not be sent for one reason, as far as anybody may know of them. */
export interface DeadLetters {
  readonly kind: LetterKind;
  /** The provider's name for the reason; never its sentence, which quotes addresses. */
  readonly because: string;
  readonly count: number;
  /** When the last of them was given up. */
  readonly latestAt: Date;
}

interface DeadRow extends Record<string, unknown> {
  kind: LetterKind;
  because: string;
  count: number;
  at: string;
}

/** The dead letters of a petition, or those of no petition, which are the team's own: null. The latest first. */
export async function readDeadLetters(petitionId: string | null): Promise<readonly DeadLetters[]> {
  const rows = await database().execute<DeadRow>(sql`
    select kind, dead_because as because, count(*)::int as count, to_json(max(dead_at))#>>'{}' as at from letters
    where dead_at is not null and petition_id is not distinct from ${petitionId}::uuid
    group by kind, dead_because order by max(dead_at) desc, kind`);
  return rows.map(({ at, because, count, kind }) => ({ kind, because, count, latestAt: new Date(at) }));
}

/** Which dead letters are meant: a petition's, and of those the ones with one reason, or all. */
export interface DeadWish {
  readonly petitionId: string | null;
  readonly because: string | null;
}

/**
 * Sends dead letters anew, in a batch and under a key that the provider does not know. Answers how many; those that
 * were forgotten, taken back or sent again meanwhile are not among them.
 */
export async function sendAgain(tx: Pick<Transaction, 'execute'>, wish: DeadWish): Promise<number> {
  const rows = await tx.execute(sql`
    with asked as (
      select l.* from letters l where ${isMeant(wish)} order by position for update
    ), alive as (
      update letters set dead_at = null, dead_because = null where id in (select id from asked) returning id
    ), tallied as (
      update letter_tallies t set dead = t.dead - died.count from (
        select petition_id, kind, (dead_at at time zone 'UTC')::date as day, count(*) from asked group by 1, 2, 3
      ) died
      where t.petition_id = died.petition_id and t.kind = died.kind and t.day = died.day
    ), counted as (
      update update_sendings s set dead = s.dead - died.count
      from (select update_id, count(*)::int as count from asked where update_id is not null group by 1) died
      where s.update_id = died.update_id
    )
    select from alive`);
  return rows.length;
}

const isMeant = ({ because, petitionId }: DeadWish): SQL => sql`
  l.dead_at is not null and l.petition_id is not distinct from ${petitionId}::uuid
  and l.dead_because = coalesce(${because}::text, l.dead_because)`;

/** How long dead letters stay visible (safety.md §7.2). Answers how many were forgotten. */
export async function forgetDeadLetters(): Promise<number> {
  const rows = await database().execute(
    sql`delete from letters where dead_at < now() - interval '24 hours' returning 1`,
  );
  return rows.length;
}

export const deathReasons = ['address', 'sender', 'spent', 'late', 'other'] as const;
export type DeathReason = (typeof deathReasons)[number];

/** What people can do about a letter's death, whatever the provider calls it (https://resend.com/docs/api-reference/errors). */
export function reasonOf(because: string): DeathReason {
  switch (because) {
    case 'validation_error':
    case 'missing_required_field':
    case 'invalid_parameter':
    case 'refused':
      return 'address';
    case 'invalid_from_address':
      return 'sender';
    case 'invalid_idempotent_request':
      return 'spent';
    case TRIED_FOR_ITS_TIME:
      return 'late';
    default:
      return 'other';
  }
}
