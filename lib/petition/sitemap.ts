import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';

/** A public place in the languages it is written in; `place` is the path behind the language. */
export interface PublicPlace {
  readonly place: string;
  readonly languages: readonly string[];
  readonly changedAt: Date;
}

/** Places of one sitemap: in five languages 10,000 addresses, a fifth of what the protocol allows. */
export const PLACES_PER_SITEMAP = 2_000;

/** Campaigns, petitions that stand on the public list, and their news; `page` from 1. */
export async function listPublicPlaces(page: number): Promise<{ places: PublicPlace[]; pages: number }> {
  const rows = await database().execute<{
    place: string;
    languages: string[] | null;
    at: string;
    matching: string;
  }>(sql`
    with listed as (
      select p.id, p.slug, p.changed_at, p.campaign_id from petitions p
      where p.published_at is not null and p.archived_at is null
    ), places as (
      select '/campaigns/' || c.slug as place, (select array_agg(k) from jsonb_object_keys(c.title) k) as languages,
        c.changed_at as at
      from campaigns c where exists (select from listed l where l.campaign_id = c.id)
      union all
      select '/petitions/' || l.slug, (
          select array_agg(distinct t.language) from petition_texts t where t.version_id = (
            select v.id from petition_versions v where v.petition_id = l.id and v.published_at is not null
            order by v.version desc limit 1)
        ), l.changed_at
      from listed l
      union all
      select '/petitions/' || l.slug || '/updates/' || u.number,
        (select array_agg(t.language) from update_texts t where t.update_id = u.id), u.published_at
      from listed l join updates u on u.petition_id = l.id where u.published_at is not null
    )
    select place, languages, at, count(*) over () as matching from places
    order by place limit ${PLACES_PER_SITEMAP} offset ${(page - 1) * PLACES_PER_SITEMAP}`);
  return {
    places: rows.map(({ at, languages, place }) => ({ place, languages: languages ?? [], changedAt: new Date(at) })),
    pages: Math.max(1, Math.ceil(Number(rows[0]?.matching ?? 0) / PLACES_PER_SITEMAP)),
  };
}
