import type { ExportKind } from '@/db/schema/export.ts';
import type { PrivacyMode } from '../petition/modes.ts';
import type { Member } from '../team/members.ts';
import type { Role } from '../team/rules.ts';

export type { ExportKind } from '@/db/schema/export.ts';

interface KindRule {
  readonly roles: readonly Role[];
  /** Exactly these, in this order (EX-04). The address stands only in the list of those who asked for letters. */
  readonly columns: readonly string[];
}

/** What may leave the house, and in whose hands. */
export const exportRules: Readonly<Record<ExportKind, KindRule>> = {
  followers: { roles: ['owner', 'partner'], columns: ['name', 'email', 'country', 'language', 'day'] },
  delivery: { roles: ['owner'], columns: ['name', 'country', 'day'] },
  // Each in a file of its own, which its team alone can open.
  sealed: { roles: ['owner'], columns: ['name', 'address', 'country', 'language', 'consents', 'day'] },
  'daily-numbers': {
    roles: ['owner', 'analyst', 'partner'],
    columns: ['day', 'partner', 'posted', 'confirmed', 'withdrawn', 'invalidated'],
  },
  // The names in a pack for the addressee. It is asked for where its delivery is (lib/delivery).
  pack: { roles: ['owner'], columns: ['name'] },
};

export const exportKinds = Object.keys(exportRules) as readonly ExportKind[];

/** AD-09: a list of more people than this needs a second person. */
export const ALONE_AT_MOST = 100;

export const needsSecondPerson = (people: number): boolean => people > ALONE_AT_MOST;

/**
 * In hours: how long an owner has to be one before their word is a second person's. An owner can invite a second account
 * of their own; the others have this long to see it.
 */
export const NEW_OWNER = 72;

/** From when on somebody who is an owner since then can approve lists. */
export const approvesFrom = (roleSince: Date): Date => new Date(roleSince.getTime() + NEW_OWNER * 3_600_000);

/** In milliseconds: how long a request waits for the second person, and how long a list lies ready (EX-03). */
export const WAITS = 24 * 60 * 60_000;
export const READY = 15 * 60_000;

/** The same for a pack, which is made after the second person's word and lies sealed until somebody takes it. */
export const PACK_LIES = 7 * 24 * 60 * 60_000;

/** What there is to take out, by what is kept of signers. */
const kindsIn: Readonly<Record<PrivacyMode, readonly ExportKind[]>> = {
  public: ['followers', 'delivery', 'daily-numbers'],
  private: ['followers', 'delivery', 'daily-numbers'],
  sealed: ['sealed', 'daily-numbers'],
  'count-only': ['daily-numbers'],
};

/** The lists of this petition that the member may ask for. */
export const kindsFor = (member: Member, mode: PrivacyMode): readonly ExportKind[] =>
  kindsOf(member).filter((kind) => kindsIn[mode].includes(kind));

/** The lists that this member may see. */
export const kindsOf = ({ role }: Member): readonly ExportKind[] =>
  exportKinds.filter((kind) => exportRules[kind].roles.includes(role));

export const readKind = (typed: string | undefined): ExportKind | null =>
  exportKinds.find((kind) => kind === typed) ?? null;

/** What a list holds: a whole petition's, or one partner's share alone. */
export interface Share {
  readonly kind: ExportKind;
  readonly petitionId: string;
  readonly partnerId: string | null;
}
