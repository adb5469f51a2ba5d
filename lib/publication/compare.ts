import { compareWords, type Piece } from '../draft/compare.ts';
import type { PetitionText } from '../petition/canonical.ts';

export type { Piece } from '../draft/compare.ts';

export const textFields = ['title', 'demand', 'addressee', 'act', 'body'] as const;
export type TextField = (typeof textFields)[number];

export interface LanguageDifference {
  readonly language: string;
  /** Whether the whole language is new, gone, the same, or has changes within. */
  readonly kind: 'added' | 'removed' | 'same' | 'changed';
  readonly fields: readonly { readonly field: TextField; readonly pieces: readonly Piece[] }[];
}

/** What became of a text from one version to another, language by language. */
export function compareTexts(before: readonly PetitionText[], after: readonly PetitionText[]): LanguageDifference[] {
  const languages = [...new Set([...after, ...before].map(({ language }) => language))].sort();
  return languages.map((language) => {
    const old = before.find((text) => text.language === language);
    const young = after.find((text) => text.language === language);
    const compare = (field: TextField) => joinPieces(compareWords(old?.[field] ?? '', young?.[field] ?? ''));
    const fields = textFields.map((field) => ({ field, pieces: compare(field) }));
    return { language, kind: kindOf(old, young), fields };
  });
}

function kindOf(old: PetitionText | undefined, young: PetitionText | undefined): LanguageDifference['kind'] {
  if (!old) return 'added';
  if (!young) return 'removed';
  return textFields.every((field) => old[field] === young[field]) ? 'same' : 'changed';
}

const piece = (kind: Piece['kind'], text: string): Piece => ({ kind, words: text });

/** Changes that only a space parts are read as one: "three old words" and not one by one. */
export function joinPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  let removed = '';
  let added = '';
  const settle = () => {
    if (removed) joined.push(piece('removed', removed));
    if (added) joined.push(piece('added', added));
    removed = '';
    added = '';
  };
  for (const [n, { kind, words: text }] of pieces.entries()) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (/^[^\S\n]+$/.test(text) && removed && added && n < pieces.length - 1) {
      removed += text;
      added += text;
    } else {
      settle();
      if (text) joined.push(piece('same', text));
    }
  }
  settle();
  return joined;
}
