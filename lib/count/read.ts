import { feelPulse, onCountsMoved, readAsOf, readCount, readPartnerCount } from '@/db/pulse.ts';
import { shownNumber } from '../petition/modes.ts';
import { currentGoal, type Petition } from '../petition/read.ts';

/** A petition's public number, from memory; a sealed petition's in whole steps (VE-11). */
export interface Count {
  readonly count: number;
  readonly goal: number;
  /** The count was exact at this moment, or rounded from an exact one. */
  readonly asOf: Date;
}

/** As much of a petition as its number needs. */
type Counted = Pick<Petition, 'id' | 'privacyMode' | 'goalSteps'>;

export async function countOf(petition: Counted): Promise<Count> {
  await feelPulse();
  return countInMemory(petition);
}

function countInMemory(petition: Counted): Count {
  const count = shownNumber(petition.privacyMode, readCount(petition.id).count);
  return { count, goal: currentGoal(petition, count), asOf: readAsOf() };
}

/** How many of the signatures came through this partner's page or links. */
export const partnerCountOf = (petition: Pick<Petition, 'id' | 'privacyMode'>, partnerId: string): number =>
  shownNumber(petition.privacyMode, readPartnerCount(petition.id, partnerId));

/**
 * Calls back with every move of this petition's public number. Answers the function that ends it. A move that the public
 * number does not show is not told either: when it happened would tell.
 */
export function watchCount(petition: Counted, onMove: (count: Count) => void): () => void {
  let told = countInMemory(petition).count;
  return onCountsMoved((moved) => {
    if (!moved.has(petition.id)) return;
    const count = countInMemory(petition);
    if (count.count === told) return;
    told = count.count;
    onMove(count);
  });
}
