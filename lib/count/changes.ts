import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';

/** A backlog is folded in portions, each well within the time a statement may take. */
export const FOLD_PORTION = 20_000;

/** Changes that were taken, added up and written as JSON: what the statements of one fold share. */
export interface Changes {
  readonly folded: number;
  readonly json: string;
}

/** Takes the oldest portion away and adds it up by all that it is counted by. */
export async function takeChanges(tx: Transaction): Promise<Changes> {
  const [row] = await tx.execute<{ folded: string; json: string }>(sql`
    with taken as (
      delete from count_changes where id in (select id from count_changes order by id limit ${FOLD_PORTION}) returning *
    ), summed as (
      select petition_id, partner_id, share_code, country, count(*) as folded, sum(attempted) as attempted,
        sum(confirmed) as confirmed, sum(withdrawn) as withdrawn, sum(invalidated) as invalidated
      from taken group by petition_id, partner_id, share_code, country
    )
    select coalesce(sum(folded), 0) as folded, coalesce(json_agg(summed), '[]')::text as json from summed`);
  return { folded: Number(row?.folded ?? 0), json: row?.json ?? '[]' };
}

/** The changes as rows again: `changes`, with what they add up to as `counted`. */
export const changesOf = ({ json }: Changes) => sql`changes as (
  select *, confirmed - withdrawn - invalidated as counted from jsonb_to_recordset(${json}::text::jsonb) as r(
    petition_id uuid, partner_id uuid, share_code text, country text,
    attempted bigint, confirmed bigint, withdrawn bigint, invalidated bigint)
)`;
