import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { PetitionText } from './canonical.ts';
import type { Petition } from './petition.ts';
import { isOpen, type PetitionState } from './read.ts';

/** What lists show of a petition: no more, so that a page of them is one question to the database. */
export interface ListedPetition
  extends Pick<
    Petition,
    'id' | 'slug' | 'privacyMode' | 'goalSteps' | 'publishedAt' | 'closesAt' | 'closedAt' | 'archivedAt'
  > {
  readonly isMet: boolean;
  /** The version in force, in all its languages. */
  readonly version: number;
  readonly sha256: string;
  readonly texts: readonly Pick<PetitionText, 'language' | 'title' | 'demand' | 'addressee'>[];
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly slug: string;
  readonly privacy_mode: ListedPetition['privacyMode'];
  readonly goal_steps: number[];
  readonly published_at: string;
  readonly closes_at: string | null;
  readonly closed_at: string | null;
  readonly archived_at: string | null;
  readonly met: boolean;
  readonly version: number;
  readonly sha256: string;
  readonly texts: ListedPetition['texts'];
}

/** The published petitions of these slugs, in the order of the slugs; those that are gone are left out. */
export async function readListed(slugs: readonly string[]): Promise<ListedPetition[]> {
  if (slugs.length === 0) return [];
  const rows = await database().execute<Row>(sql`
    select p.id, p.slug, p.privacy_mode, p.goal_steps, v.version, encode(v.sha256, 'hex') as sha256,
      to_json(p.published_at)#>>'{}' as published_at, to_json(p.closes_at)#>>'{}' as closes_at,
      to_json(p.closed_at)#>>'{}' as closed_at, to_json(p.archived_at)#>>'{}' as archived_at,
      exists (select from record_lines r where r.campaign_id = p.campaign_id and r.form = 'signed act') as met,
      (select json_agg(json_build_object('language', t.language, 'title', t.title, 'demand', t.demand,
          'addressee', t.addressee) order by t.language) from petition_texts t where t.version_id = v.id) as texts
    from jsonb_array_elements_text(${JSON.stringify(slugs)}::text::jsonb) with ordinality as asked(slug, place)
    join petitions p on p.slug = asked.slug
    cross join lateral (
      select * from petition_versions n where n.petition_id = p.id and n.published_at is not null
      order by n.version desc limit 1
    ) v
    where p.published_at is not null order by asked.place`);
  return rows.filter(({ texts }) => texts).map(toListed);
}

export function listedState(petition: ListedPetition, now: Date): PetitionState {
  if (petition.isMet) return 'met';
  return isOpen(petition, now) ? 'open' : 'closed';
}

const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const toListed = (row: Row): ListedPetition => ({
  id: row.id,
  slug: row.slug,
  privacyMode: row.privacy_mode,
  goalSteps: row.goal_steps,
  publishedAt: new Date(row.published_at),
  closesAt: momentOf(row.closes_at),
  closedAt: momentOf(row.closed_at),
  archivedAt: momentOf(row.archived_at),
  isMet: row.met,
  version: row.version,
  sha256: row.sha256,
  texts: row.texts,
});
