import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { database } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { feelPulse, readPetitionChange, readPetitionsVersion } from '@/db/pulse.ts';
import type { Locale } from '../i18n/locales.ts';
import { isSlug } from '../urls.ts';
import { loadPetition, type Petition, type PublishedText, type TextVersion } from './load.ts';

export type { ConsentOffered } from '@/db/schema/petition.ts';

export type {
  Delivered,
  Petition,
  PetitionEvent,
  PetitionPartner,
  PublishedText,
  RecordLine,
  TextVersion,
  Update,
} from './load.ts';

type Remembered = { readonly petition: Petition } | { readonly missingSince: number };

const memory = () => once('petitions', () => new LRUCache<string, Remembered>({ max: 2_000 }));

function isFresh(known: Remembered): boolean {
  if ('missingSince' in known) return known.missingSince === readPetitionsVersion();
  return readPetitionChange(known.petition.id) <= known.petition.changedAt.getTime();
}

/** The published petition of that slug, from memory unless it changed. Null when there is none. */
export async function findPetition(slug: string): Promise<Petition | null> {
  if (!isSlug(slug)) return null;
  await feelPulse();
  const known = memory().get(slug);
  if (known && isFresh(known)) return 'petition' in known ? known.petition : null;
  const version = readPetitionsVersion();
  const petition = await loadPetition({ slug });
  memory().set(slug, petition ? { petition } : { missingSince: version });
  return petition;
}

/** What memory holds of that slug, fresh or not: good enough to give a form back while the database is away. */
export function rememberedPetition(slug: string): Petition | null {
  const known = memory().get(slug);
  return known && 'petition' in known ? known.petition : null;
}

/** The published petition of that id, through the same memory. */
export async function findPetitionById(id: string): Promise<Petition | null> {
  await feelPulse();
  const slug = slugs().get(id);
  const known = slug ? await findPetition(slug) : null;
  if (known?.id === id) return known;
  const petition = await loadPetition({ id });
  if (!petition) return null;
  slugs().set(id, petition.slug);
  memory().set(petition.slug, { petition });
  return petition;
}

const slugs = () => once('petition-slugs', () => new LRUCache<string, string>({ max: 10_000 }));

/** Whether the petition's form has the box for this consent. */
export const isOffered = (petition: Petition, consent: string): boolean =>
  petition.consentsOffered.some((offered) => offered === consent);

export type PetitionState = 'open' | 'closed' | 'met';

/** The moment intake ends or ended; null when it is open without a date. */
export function closingTime(petition: Petition): Date | null {
  const times = [petition.closesAt, petition.closedAt].filter((time) => time !== null);
  return times.length === 0 ? null : new Date(Math.min(...times.map((time) => time.getTime())));
}

/** A demand is met by a signed act alone, never by a word (product.md §2). */
export const isMet = (petition: Petition): boolean => petition.record.some((line) => line.form === 'signed act');

export function isOpen(petition: Petition, now: Date): boolean {
  const end = closingTime(petition);
  return end === null || now < end;
}

export function petitionState(petition: Petition, now: Date): PetitionState {
  if (isMet(petition)) return 'met';
  return isOpen(petition, now) ? 'open' : 'closed';
}

/** The first goal step that is not reached yet; past the last one, the last. */
export const currentGoal = (petition: Petition, count: number): number =>
  petition.goalSteps.find((step) => step > count) ?? petition.goalSteps.at(-1) ?? 1;

/** The text in the reader's language; else in English; else in the first there is. Its `language` says which. */
export function textFor(version: TextVersion, locale: Locale): PublishedText {
  const text =
    version.texts.find((t) => t.language === locale) ??
    version.texts.find((t) => t.language === 'en') ??
    version.texts[0];
  if (!text) throw new Error('A published version has no text.');
  return text;
}

export interface PetitionQuery {
  readonly words: string;
  readonly state: PetitionState | null;
  /** From 1. */
  readonly page: number;
}

export const PETITIONS_PER_PAGE = 20;

/** Slugs of published petitions that were not archived, newest first, and how many match in all. */
export async function listPetitions(query: PetitionQuery): Promise<{ slugs: string[]; matching: number }> {
  const pattern = `%${query.words.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await database().execute<{ slug: string; matching: string }>(sql`
    with listed as (
      select p.slug, p.published_at,
        exists (select from record_lines r where r.campaign_id = p.campaign_id and r.form = 'signed act') as met,
        coalesce(least(p.closed_at, p.closes_at) <= now(), false) as closed
      from petitions p
      where p.published_at is not null and p.archived_at is null and (${query.words} = '' or exists (
        select from petition_texts t join petition_versions v on v.id = t.version_id
        where v.petition_id = p.id and v.published_at is not null
          and (t.title ilike ${pattern} or t.demand ilike ${pattern} or t.addressee ilike ${pattern})))
    ), chosen as (
      select * from listed where ${query.state ?? ''} in ('', case when met then 'met' when closed then 'closed' else 'open' end)
    )
    select slug, (select count(*) from chosen) as matching from chosen
    order by published_at desc, slug limit ${PETITIONS_PER_PAGE} offset ${(query.page - 1) * PETITIONS_PER_PAGE}`);
  return { slugs: rows.map((row) => row.slug), matching: Number(rows[0]?.matching ?? 0) };
}
