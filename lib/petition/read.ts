import { LRUCache } from 'lru-cache';
import { once } from '@/db/once.ts';
import { feelPulse, readPetitionChange, readPetitionsVersion } from '@/db/pulse.ts';
import { isSlug } from '../urls.ts';
import { loadPetition } from './load.ts';
import type { Petition } from './petition.ts';

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
} from './petition.ts';

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

type Closing = Pick<Petition, 'closesAt' | 'closedAt'>;

/** The moment intake ends or ended; null when it is open without a date. */
export function closingTime({ closedAt, closesAt }: Closing): Date | null {
  const times = [closesAt, closedAt].filter((time) => time !== null);
  return times.length === 0 ? null : new Date(Math.min(...times.map((time) => time.getTime())));
}

/** A demand is met by a signed act alone, never by a word (product.md §2). */
export const isMet = (petition: Petition): boolean => petition.record.some((line) => line.form === 'signed act');

export function isOpen(petition: Closing, now: Date): boolean {
  const end = closingTime(petition);
  return end === null || now < end;
}

export function petitionState(petition: Petition, now: Date): PetitionState {
  if (isMet(petition)) return 'met';
  return isOpen(petition, now) ? 'open' : 'closed';
}

/** The first goal step that is not reached yet; past the last one, the last. */
export const currentGoal = (petition: Pick<Petition, 'goalSteps'>, count: number): number =>
  petition.goalSteps.find((step) => step > count) ?? petition.goalSteps.at(-1) ?? 1;

/** The text in the reader's language; else in English; else in the first there is. Its `language` says which. */
export function textFor<T extends { readonly language: string }>(
  version: { readonly texts: readonly T[] },
  language: string,
): T {
  const text =
    version.texts.find((t) => t.language === language) ??
    version.texts.find((t) => t.language === 'en') ??
    version.texts[0];
  if (!text) throw new Error('A published version has no text.');
  return text;
}
