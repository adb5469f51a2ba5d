import { diffArrays } from 'diff';

/** A piece of two texts laid over each other. */
export interface Piece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly words: string;
}

/** In milliseconds. Two long texts that share nothing are shown one after the other. */
const PATIENCE = 300;

/** Words, gaps and signs of any script; together they are the text. */
const cut = (text: string): string[] => text.match(/\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];

/** What became of a text, word by word. */
export function compareWords(before: string, after: string): Piece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', words: before }];
  const changes = diffArrays(cut(before), cut(after), { timeout: PATIENCE });
  if (!changes) return pieces([before, 'removed'], [after, 'added']);
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    words: value.join(''),
  }));
}

const pieces = (...all: readonly (readonly [words: string, kind: Piece['kind']])[]): Piece[] =>
  all.filter(([words]) => words !== '').map(([words, kind]) => ({ kind, words }));
