import type { ConsentKind } from '@/db/schema/signature.ts';
import { isOffered, type Petition } from '../petition/read.ts';

/**
 * Of the consents given, those that may be taken: a box that the form does not show is not, and a partner writes only
 * to those who came through its page or link.
 */
export const takeOffered = (
  petition: Petition,
  given: readonly ConsentKind[],
  partnerId: string | null,
): ConsentKind[] =>
  given.filter((kind) => isOffered(petition, kind) && (kind !== 'partner-updates' || partnerId !== null));
