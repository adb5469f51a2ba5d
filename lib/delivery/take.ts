import type { Piece } from '../export/pack.ts';
import { type TakeOutcome, type Taker, takeExport } from '../export/take.ts';
import type { TeamPetition } from '../team/places.ts';
import { type Delivery, listPacks } from './read.ts';
import { readPart } from './store.ts';

export type TakePackOutcome = TakeOutcome | 'not-made';

/** Hands a finished pack to whoever asked for it, once: the same door, right and record as for every list (EX-03). */
export async function takePack(
  taker: Taker,
  petition: TeamPetition,
  delivery: Delivery,
  exportId: string,
  now: Date,
): Promise<TakePackOutcome> {
  const pack = (await listPacks(delivery, now)).find((one) => one.exportId === exportId);
  if (!pack) return 'unknown';
  if (pack.state === 'making' || pack.state === 'failed') return 'not-made';
  return takeExport(taker, petition, exportId, now, () => readPack(petition.id, exportId));
}

async function* readPack(petitionId: string, exportId: string): AsyncGenerator<Piece> {
  for await (const bytes of readPart({ petitionId, exportId }, 'pack')) yield { people: 0, bytes };
}
