import { countOf } from '@/lib/count/read.ts';
import { findPetition, petitionState } from '@/lib/petition/read.ts';
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
