import { countOf } from '@/lib/count/read.ts';
import { findPetition, listPetitions, type Petition, petitionState } from '@/lib/petition/read.ts';
import type { ListedPetition } from './petition-list.tsx';

/** Petitions by slug with their counts and states, all from memory; those that are gone are left out. */
export async function listPetitionsWithCounts(slugs: readonly string[], now: Date): Promise<ListedPetition[]> {
  const petitions: ListedPetition[] = [];
  for (const slug of slugs) {
    const petition = await findPetition(slug);
    if (petition) petitions.push({ petition, count: await countOf(petition), state: petitionState(petition, now) });
  }
  return petitions;
}

/** Open petitions, the latest twenty, from memory but for their names. */
export async function listOpenPetitions(): Promise<Petition[]> {
  const { slugs } = await listPetitions({ words: '', state: 'open', page: 1 });
  const petitions = await Promise.all(slugs.map(findPetition));
  return petitions.filter((petition) => petition !== null);
}
