import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { LetterKind } from '@/db/schema/mail.ts';

/** What became of a petition's letters of one kind, all days together. */
export interface LetterNumbers {
  readonly kind: LetterKind;
  /** In the outbox, on their way or not. */
  readonly waiting: number;
  readonly handedOver: number;
  /** Given up, and not sent again since. */
  readonly dead: number;
}

interface NumbersRow extends Record<string, unknown> {
  kind: LetterKind;
  waiting: number;
  handed_over: number;
  dead: number;
}

/** The kinds of which the petition has had any letter. */
export async function readLetterNumbers(petitionId: string): Promise<readonly LetterNumbers[]> {
  const rows = await database().execute<NumbersRow>(sql`
    with parts as (
      select kind, 0 as waiting, sum(handed_over)::int as handed_over, sum(dead)::int as dead from letter_tallies
      where petition_id = ${petitionId} group by kind
      union all
      select kind, count(*)::int, 0, 0 from letters where petition_id = ${petitionId} and dead_at is null group by kind
    )
    select kind, sum(waiting)::int as waiting, sum(handed_over)::int as handed_over, sum(dead)::int as dead
    from parts group by kind having sum(waiting + handed_over + dead) > 0`);
  return rows.map(({ dead, handed_over, kind, waiting }) => ({ kind, waiting, handedOver: handed_over, dead }));
}

/** What the provider told of the addresses behind a petition, in people. */
export interface Trouble {
  /** Their address does not exist, and they had not confirmed. */
  readonly bounced: number;
  /** They had confirmed, and then a letter to them bounced. */
  readonly bouncedAfter: number;
  /** They called a letter spam. */
  readonly complained: number;
}

/** Letters that go to those who have not confirmed; all others go to signers. */
const BEFORE_CONFIRMING: readonly LetterKind[] = ['confirm-signature', 'reminder'];

/** From the tallies alone: the numbers stay when attempts and signatures are gone. */
export async function readTrouble(petitionId: string): Promise<Trouble> {
  const [row] = await database().execute<{ bounced: number; after: number; complained: number }>(sql`
    with told as (
      select bounced, complained, kind in (select jsonb_array_elements_text(${JSON.stringify(BEFORE_CONFIRMING)}::text::jsonb)) as is_before
      from letter_tallies where petition_id = ${petitionId}
    )
    select coalesce(sum(bounced) filter (where is_before), 0)::int as bounced,
      coalesce(sum(bounced) filter (where not is_before), 0)::int as after, coalesce(sum(complained), 0)::int as complained
    from told`);
  return { bounced: row?.bounced ?? 0, bouncedAfter: row?.after ?? 0, complained: row?.complained ?? 0 };
}
