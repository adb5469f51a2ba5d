import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { SHOWN_STEP } from './modes.ts';
import type { PetitionState } from './read.ts';
import { searchQuery, wordsOf } from './search.ts';

export const petitionStates: readonly PetitionState[] = ['open', 'closed', 'met'];

/** `newest` first is what a list without a wish shows. */
export const petitionOrders = ['newest', 'signatures', 'closing'] as const;
export type PetitionOrder = (typeof petitionOrders)[number];

/** Null for what names no state. */
export const readState = (word: string | null): PetitionState | null =>
  petitionStates.find((state) => state === word) ?? null;

/** Null for what names no order. */
export const readOrder = (word: string | null): PetitionOrder | null =>
  petitionOrders.find((order) => order === word) ?? null;

export interface PetitionQuery {
  readonly words: string;
  readonly state: PetitionState | null;
  readonly order: PetitionOrder;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

export const PETITIONS_PER_PAGE = 20;

/** How deep a list is read (safety.md AP-04): whoever wants more than so many petitions narrows the question. */
export const DEEPEST = 10_000;

export interface PetitionMatches {
  readonly slugs: readonly string[];
  /** How many there are on all pages together. */
  readonly matching: number;
}

/** Slugs of published petitions that were not archived, in order, and how many match in all. */
export async function listPetitions(query: PetitionQuery): Promise<PetitionMatches> {
  const words = wordsOf(query.words);
  // A question without a single letter or digit asks for what no text has.
  if (words.length === 0 && query.words.trim() !== '') return { slugs: [], matching: 0 };
  const rows = await database().execute<{ slug: string; matching: string }>(sql`
    with listed as (
      select p.id, p.slug, p.published_at, p.privacy_mode, least(p.closed_at, p.closes_at) as ends_at,
        p.campaign_id in (select r.campaign_id from record_lines r where r.form = 'signed act') as met
      from petitions p
      where p.published_at is not null and p.archived_at is null and ${isFound(words)}
    ), chosen as (
      select *, count(*) over () as matching from listed where ${isInState(query.state)}
    )
    select slug, matching from chosen ${inOrder(query.order)}
    limit ${query.perPage} offset ${(query.page - 1) * query.perPage}`);
  if (rows.length > 0 || query.page === 1)
    return { slugs: rows.map(({ slug }) => slug), matching: Number(rows[0]?.matching ?? 0) };
  // Behind the last page no row says how many there are.
  return { slugs: [], matching: (await listPetitions({ ...query, page: 1, perPage: 1 })).matching };
}

/** The version in force says what a petition is about; what stood in earlier ones no longer finds it. */
const isFound = (words: readonly string[]): SQL =>
  words.length === 0
    ? sql`true`
    : sql`p.id in (
        select v.petition_id from petition_words w join petition_versions v on v.id = w.version_id
        where w.words @@ (${searchQuery(words)}) and v.published_at is not null and not exists (
          select from petition_versions n
          where n.petition_id = v.petition_id and n.published_at is not null and n.version > v.version))`;

const isClosed = sql`coalesce(ends_at <= now(), false)`;

function isInState(state: PetitionState | null): SQL {
  switch (state) {
    case null:
      return sql`true`;
    case 'met':
      return sql`met`;
    case 'closed':
      return sql`not met and ${isClosed}`;
    case 'open':
      return sql`not met and not ${isClosed}`;
  }
}

/** The number that is shown, so that the place in the list tells no more than the number does (VE-11). */
const shownCount = sql`coalesce((
  select c.confirmed - c.withdrawn - c.invalidated
    - case privacy_mode when 'sealed' then (c.confirmed - c.withdrawn - c.invalidated) % ${SHOWN_STEP} else 0 end
  from petition_counts c where c.petition_id = chosen.id), 0)`;

function inOrder(order: PetitionOrder): SQL {
  switch (order) {
    case 'newest':
      return sql`order by published_at desc, slug`;
    case 'signatures':
      return sql`order by ${shownCount} desc, published_at desc, slug`;
    case 'closing':
      // What can still be signed comes first, and what closes soonest before all; the rest by its newest.
      return sql`order by met or ${isClosed}, case when met or ${isClosed} then null else ends_at end nulls last,
        published_at desc, slug`;
  }
}
