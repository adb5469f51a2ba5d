import type { PrivacyMode } from '@/db/schema/petition.ts';

export { type PrivacyMode, privacyModes } from '@/db/schema/petition.ts';

/** Whether the site itself can open what it keeps of this mode's signers (safety.md §7.1). */
export const isOpenToSite = (mode: PrivacyMode): boolean => mode === 'public' || mode === 'private';

/** VE-11: what a sealed petition shows of its numbers moves in steps of this many people. */
export const SHOWN_STEP = 5;

/**
 * A number as it may be shown outside the database. A sealed petition's numbers are rounded down to whole steps, so that
 * no single confirmation or withdrawal can be seen in them; the numbers of other modes are exact.
 */
export const shownNumber = (mode: PrivacyMode, exact: number): number =>
  mode === 'sealed' ? exact - (exact % SHOWN_STEP) : exact;
