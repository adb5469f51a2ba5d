import { type Count, countOf } from '@/lib/count/read.ts';
import { listPetitions, PETITIONS_PER_PAGE } from '@/lib/petition/list.ts';
import { type ListedPetition, listedState, readListed } from '@/lib/petition/listed.ts';
import { findPetition, type Petition, type PetitionState } from '@/lib/petition/read.ts';

export interface PetitionWithCount {
  readonly petition: ListedPetition;
  readonly count: Count;
  readonly state: PetitionState;
}

/** Petitions by slug with their counts and states; those that are gone are left out. */
export async function listPetitionsWithCounts(slugs: readonly string[], now: Date): Promise<PetitionWithCount[]> {
  const petitions = await readListed(slugs);
  return Promise.all(
    petitions.map(async (petition) => ({
      petition,
      count: await countOf(petition),
      state: listedState(petition, now),
    })),
  );
}

/** Open petitions, the latest twenty, from memory but for their names. */
export async function listOpenPetitions(): Promise<Petition[]> {
  const query = { words: '', state: 'open', order: 'newest', page: 1, perPage: PETITIONS_PER_PAGE } as const;
  const { slugs } = await listPetitions(query);
  const petitions = await Promise.all(slugs.map(findPetition));
  return petitions.filter((petition) => petition !== null);
}
