import { feelPulse, onCountsMoved, readAsOf, readCount, readPartnerCount } from '@/db/pulse.ts';
import { currentGoal, type Petition } from '../petition/read.ts';

/** A petition's public number, from memory. */
export interface Count {
  readonly count: number;
  readonly goal: number;
  /** The count was exact at this moment. */
  readonly asOf: Date;
}

export async function countOf(petition: Petition): Promise<Count> {
  await feelPulse();
  return countInMemory(petition);
}

function countInMemory(petition: Petition): Count {
  const { count } = readCount(petition.id);
  return { count, goal: currentGoal(petition, count), asOf: readAsOf() };
}

/** How many of the signatures came through this partner's page or links. */
export const partnerCountOf = (petition: Petition, partnerId: string): number =>
  readPartnerCount(petition.id, partnerId);

/** Calls back with every move of this petition's count. Answers the function that ends it. */
export function watchCount(petition: Petition, onMove: (count: Count) => void): () => void {
  return onCountsMoved((moved) => {
    if (moved.has(petition.id)) onMove(countInMemory(petition));
  });
}
