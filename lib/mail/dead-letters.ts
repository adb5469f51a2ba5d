import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { LetterKind } from '@/db/schema/mail.ts';

/** A letter that could not be sent, as far as anybody may know of it. */
export interface DeadLetter {
  readonly id: string;
  readonly kind: LetterKind;
  readonly petitionId: string;
  readonly deadAt: Date;
  /** The provider's name for the reason; never its sentence, which quotes addresses. */
  readonly because: string;
}

/** The dead letters of these petitions, the latest first; a hundred of them at most. */
export async function readDeadLetters(petitionIds: readonly string[]): Promise<readonly DeadLetter[]> {
  const rows = await database().execute<{
    id: string;
    kind: LetterKind;
    petition: string;
    at: string;
    because: string;
  }>(sql`
    select id, kind, petition_id as petition, to_json(dead_at)#>>'{}' as at, dead_because as because from letters
    where dead_at is not null and petition_id::text in (select jsonb_array_elements_text(${JSON.stringify(petitionIds)}::text::jsonb))
    order by dead_at desc, position limit 100`);
  return rows.map(({ at, because, id, kind, petition }) => ({
    id,
    kind,
    petitionId: petition,
    deadAt: new Date(at),
    because,
  }));
}

/**
 * Sends dead letters anew, in a batch and under a key that the provider does not know. Answers how many; those that
 * were forgotten or taken back meanwhile are not among them.
 */
export async function sendAgain(letterIds: readonly string[]): Promise<number> {
  const rows = await database().execute(sql`
    with asked as (
      select l.* from letters l where dead_at is not null
        and id::text in (select jsonb_array_elements_text(${JSON.stringify(letterIds)}::text::jsonb)) for update
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

/** How long dead letters stay visible (safety.md §7.2). Answers how many were forgotten. */
export async function forgetDeadLetters(): Promise<number> {
  const rows = await database().execute(
    sql`delete from letters where dead_at < now() - interval '24 hours' returning 1`,
  );
  return rows.length;
}
