import { sweepAfter } from '../export/sweep.ts';
import { formatNumber } from '../i18n/format.ts';
import { directionOf, type Locale } from '../i18n/locales.ts';
import { words } from '../i18n/words.ts';
import { Sheet } from '../print/sheet.ts';
import { type PackPlace, readPart, writePart } from './store.ts';

/** In one volume: what a printer takes in an hour, and a worker sets in a second or two. */
export const NAMES_PER_VOLUME = 10_000;

export interface Volume {
  readonly title: string;
  readonly locale: Locale;
  /** From 1. */
  readonly number: number;
  readonly made: Date;
}

export const volumesFor = (names: number): number => Math.ceil(names / NAMES_PER_VOLUME);

const STYLE = { size: 9.5 };
/** In lines; see lib/export/sweep.ts. */
const SWEPT_EVERY = 50;
/** In bytes: what may stand in memory before it is written. */
const HELD = 256 * 1024;

/** Sets one volume of the names, numbered as in names.csv, into its sealed part. */
export async function setVolume(place: PackPlace, volume: Volume): Promise<void> {
  const { locale, made, number, title } = volume;
  const sheet = new Sheet({ title, language: locale, direction: directionOf(locale), made });
  const part = await writePart(place, `list-${number}`, 0);
  let broke: unknown = null;
  let rows = (number - 1) * (NAMES_PER_VOLUME / 2);
  const written = writeAll(sheet, part.write).catch((fault: unknown) => {
    broke = fault;
  });
  try {
    sheet.paragraph(title, { size: 15, weight: 'bold' });
    sheet.paragraph(words(locale)('pack.list.lead'), { size: 10, above: 6 });
    sheet.rule();
    for await (const pair of pairsOf(place, volume)) {
      sheet.row(pair, STYLE);
      rows += 1;
      if (rows % SWEPT_EVERY === 0) sweepAfter(rows / SWEPT_EVERY);
      // Setting holds up everything else this process does: others get their turn in between.
      do await new Promise((resolve) => setImmediate(resolve));
      while (sheet.unread > HELD && broke === null);
      if (broke !== null) throw broke;
    }
    sheet.end();
    await written;
    if (broke !== null) throw broke;
  } finally {
    await part.close();
  }
}

/** Two names to a line, each with its number in names.csv. */
async function* pairsOf(place: PackPlace, { locale, number }: Volume): AsyncGenerator<readonly string[]> {
  const first = (number - 1) * NAMES_PER_VOLUME;
  let pair: string[] = [];
  let at = first;
  for await (const name of namesOf(place, first)) {
    if (at === first + NAMES_PER_VOLUME) break;
    at += 1;
    pair.push(`${formatNumber(locale, at)}. ${name}`);
    if (pair.length < 2) continue;
    yield pair;
    pair = [];
  }
  if (pair.length > 0) yield [...pair, ''];
}

async function writeAll(sheet: Sheet, write: (piece: Uint8Array) => Promise<number>): Promise<void> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of sheet.bytes) {
    held.push(bytes);
    size += bytes.length;
    if (size < HELD) continue;
    await write(Buffer.concat(held));
    held = [];
    size = 0;
  }
  if (size > 0) await write(Buffer.concat(held));
}

/** The names from this one on, as they were read. */
export async function* namesOf(place: PackPlace, from: number): AsyncGenerator<string> {
  let at = 0;
  for await (const piece of readPart(place, 'names')) {
    // The cast holds because the piece opens under this pack's key, and was written by makeNames.
    const names = JSON.parse(piece.toString()) as string[];
    if (at + names.length > from) yield* names.slice(Math.max(0, from - at));
    at += names.length;
  }
}
