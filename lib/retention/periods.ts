import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { SignatureWork } from '@/db/schema/upkeep.ts';

/**
 * How long what is kept of signers is kept after the closing of their petition `p` (safety.md §7.2). A petition that
 * is opened again has no closing; it can be opened again only while its duplicates key is there (lib/publication).
 */
const closing = sql`least(p.closed_at, p.closes_at)`;

/** From then on nobody can test whether an address has signed. */
export const duplicatesEnd = sql`${closing} + interval '14 days'`;

const followersEnd = sql`${closing} + interval '90 days'`;

/** The first hand-over. Before its closing a petition still gathers what the next hand-over needs. */
const handedOver = sql`(select min(d.handed_over_on) from deliveries d where d.petition_id = p.id)`;

/** Each mode its own; the earliest of several bounds holds. */
const detailsBounds: readonly SQL[] = [
  sql`${closing} + case when p.privacy_mode = 'sealed' then interval '90 days' else interval '12 months' end`,
  // Null without both: `least` passes it by, and `greatest` alone would not.
  sql`case when ${closing} is not null then greatest(${handedOver}::timestamp at time zone 'UTC', case when ${handedOver} is not null then ${closing} end) + interval '90 days' end`,
];
const detailsEnd = sql`least(${sql.join([...detailsBounds], sql`, `)})`;

const isDestroyed = (keys: 'duplicates' | 'all') => sql`exists (
  select from key_destructions k where k.petition_id = p.id and k.keys = ${keys} and k.destroyed_at is not null)`;

/** When each work is due. */
const due: Readonly<Record<Exclude<SignatureWork, 'resealing'>, SQL>> = {
  // What a stricter mode seals is opaque here, and ends as a whole with the details.
  followers: sql`${followersEnd} <= now() and p.privacy_mode in ('public', 'private')`,
  details: sql`${detailsEnd} <= now()`,
  severing: isDestroyed('duplicates'),
  wiping: isDestroyed('all'),
};

export type RetentionWork = keyof typeof due;

/** Petitions on which a work is due and not finished; a hundred at most. */
export async function petitionsDueFor(work: RetentionWork): Promise<string[]> {
  const rows = await database().execute<{ id: string }>(sql`
    select p.id from petitions p
    where p.published_at is not null and ${due[work]} and not exists (
      select from petition_works w where w.petition_id = p.id and w.work = ${work} and w.finished_at is not null
    )
    order by p.id limit 100`);
  return rows.map(({ id }) => id);
}
