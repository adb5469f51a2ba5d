import { createHmac, type KeyObject } from 'node:crypto';
import type { ConsentKind } from '@/db/schema/signature.ts';

/** How a name stands on a public petition; "none" is nothing at all, and the default (PV-08). */
export const displays = ['none', 'initials', 'full'] as const;
export type Display = (typeof displays)[number];

/** What was posted or kept; anything else means no. */
export const readDisplay = (typed: string | undefined): Display => displays.find((known) => known === typed) ?? 'none';

export const displayKinds = ['display-initials', 'display-full'] as const satisfies readonly ConsentKind[];

/** What a signer's consents say about showing the name. */
export function displayOf(consents: Iterable<ConsentKind>): Display {
  const given = new Set(consents);
  if (given.has('display-full')) return 'full';
  return given.has('display-initials') ? 'initials' : 'none';
}

export const consentFor = (display: Display): readonly ConsentKind[] =>
  display === 'none' ? [] : [display === 'full' ? 'display-full' : 'display-initials'];

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const LONGEST_INITIALS = 3;

/** The name as it is shown: whole, or the first letters of its first words: "А. П.". Null when nothing is shown. */
export function shownName(name: string, display: Display): string | null {
  if (display === 'none') return null;
  if (display === 'full') return name;
  const words = name.split(/[\s\u00a0]+/).filter((word) => /\p{L}/u.test(word));
  const letters = words.slice(0, LONGEST_INITIALS).map((word) => firstLetter(word));
  return letters.map((letter) => `${letter}.`).join(' ');
}

function firstLetter(word: string): string {
  for (const { segment } of segmenter.segment(word)) if (/\p{L}/u.test(segment)) return segment.toLocaleUpperCase();
  return '';
}

/**
 * The id of a signature's row among the public names: the same each time, so that it can be taken back, and linked to
 * the signature by nobody without the petition's naming key (lib/keys/petition-keys.ts), which is never changed.
 */
export function publicNameId(namingKey: KeyObject, signatureId: string): string {
  const hex = createHmac('sha256', namingKey).update(signatureId).digest('hex');
  // The form of a random UUID (version 4, RFC 9562): it tells no time.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${'89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4]}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
