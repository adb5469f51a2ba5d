import bidiFactory from 'bidi-js';
import { once } from '@/db/once.ts';
import type { Script } from './fonts.ts';

const bidi = () => once('bidi', bidiFactory);

export type Direction = 'ltr' | 'rtl';

/** A stretch of one line in one script and one direction, as it is drawn: the pieces of a line stand left to right. */
export interface Piece {
  readonly text: string;
  readonly script: Script;
}

/** Letters, digits and signs of the Arabic blocks, presentation forms included. */
const ARABIC = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/;
const MARK = /[\p{Mn}\u200c\u200d]/u;
/** No font here has them; as one sign each they cannot be torn apart. */
const BEYOND = /[\u{10000}-\u{10ffff}]/gu;

/**
 * A line's pieces in the order in which they stand on paper, by the Unicode Bidirectional Algorithm (UAX #9). Arabic
 * letters keep the order of reading inside their piece: whoever shapes them turns them round.
 */
export function orderPieces(words: string, direction: Direction): readonly Piece[] {
  const line = words.replace(BEYOND, '\ufffd');
  const embedding = bidi().getEmbeddingLevels(line, direction);
  const pieces: Piece[] = [];
  let last: { level: number; script: Script; at: number } | null = null;
  for (const at of bidi().getReorderedIndices(line, embedding)) {
    const level = embedding.levels[at] ?? 0;
    const isTurned = level % 2 === 1;
    const script = scriptAt(line, at);
    const letter = (isTurned && bidi().getMirroredCharacter(line[at] ?? '')) || (line[at] ?? '');
    const goesOn = last?.level === level && last.script === script && Math.abs(last.at - at) === 1;
    const before = (goesOn && pieces.pop()?.text) || '';
    pieces.push({ text: isTurned && script === 'arabic' ? letter + before : before + letter, script });
    last = { level, script, at };
  }
  return pieces;
}

/** Marks belong to the letter before them; blanks and signs that both scripts know are set in the European one. */
function scriptAt(line: string, at: number): Script {
  const letter = line[at] ?? '';
  const bearer = MARK.test(letter) && at > 0 ? (line[at - 1] ?? '') : letter;
  return ARABIC.test(bearer) ? 'arabic' : 'european';
}

/** Words of a paragraph put into lines no wider than `width`; a word that is wider alone has a line to itself. */
export function breakLines(paragraph: string, width: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/[ \t\n]+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || measure(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}
