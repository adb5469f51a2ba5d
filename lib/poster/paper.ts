import PDFDocument from 'pdfkit';
import { create } from 'qrcode';
import { fontFile, type Weight } from '../print/fonts.ts';
import { breakLines, type Direction, orderPieces } from '../print/lines.ts';

/** A line's height, as a part of its size. */
const LEADING = 1.35;

export interface Ink {
  /** In points. */
  readonly size: number;
  readonly weight?: Weight;
  readonly direction: Direction;
  readonly align: 'start' | 'middle';
}

/** A box on the paper, in points from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface PaperWish {
  readonly title: string;
  readonly language: string;
  readonly made: Date;
}

/** One sheet of A4 to write and draw on, 595 × 842 points. Its text is text: it can be searched and read aloud. */
export function takePaper({ language, made, title }: PaperWish): PDFKit.PDFDocument {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    lang: language,
    displayTitle: true,
    info: { Title: title, Producer: 'Undersigned', Creator: 'Undersigned', CreationDate: made },
  });
  for (const script of ['european', 'arabic'] as const)
    for (const weight of ['regular', 'bold'] as const)
      pdf.registerFont(fontName(script, weight), fontFile(script, weight));
  return pdf;
}

const fontName = (script: string, weight: Weight = 'regular') => `${script}-${weight}`;

/** Widths of words at a size of one point, of the paper that is being written on. */
const known = new WeakMap<PDFKit.PDFDocument, Map<string, number>>();

/** A line's width: that of its words and blanks. No letter joins across a blank, so words are measured once each. */
function measure(pdf: PDFKit.PDFDocument, text: string, { direction, size, weight }: Ink): number {
  const words = known.get(pdf) ?? new Map<string, number>();
  known.set(pdf, words);
  return text.split(/( )/).reduce((sum, word) => {
    const key = `${weight}/${direction}/${word}`;
    const width = words.get(key) ?? measureWord(pdf, word, direction, weight);
    words.set(key, width);
    return sum + width * size;
  }, 0);
}

function measureWord(pdf: PDFKit.PDFDocument, word: string, direction: Direction, weight?: Weight): number {
  return orderPieces(word, direction).reduce((sum, piece) => {
    pdf.font(fontName(piece.script, weight)).fontSize(100);
    return sum + pdf.widthOfString(piece.text, { features: [] }) / 100;
  }, 0);
}

/** Writes one line; `y` is its upper edge. */
export function writeLine(pdf: PDFKit.PDFDocument, text: string, ink: Ink, { width, x, y }: Box): void {
  const spare = width - measure(pdf, text, ink);
  const isRtl = ink.direction === 'rtl';
  let at = x + (ink.align === 'middle' ? spare / 2 : isRtl ? spare : 0);
  for (const piece of orderPieces(text, ink.direction)) {
    pdf.font(fontName(piece.script, ink.weight)).fontSize(ink.size);
    // With features named, even none, a piece is shaped as a whole instead of word by word.
    pdf.text(piece.text, at, y + ink.size, { lineBreak: false, features: [], baseline: 'alphabetic' });
    at += pdf.widthOfString(piece.text, { features: [] });
  }
}

/** Writes a paragraph; answers how high it became. */
export function writeParagraph(pdf: PDFKit.PDFDocument, text: string, ink: Ink, box: Box): number {
  const lines = breakLines(text, box.width, (line) => measure(pdf, line, ink));
  for (const [n, line] of lines.entries()) writeLine(pdf, line, ink, { ...box, y: box.y + n * ink.size * LEADING });
  return lines.length * ink.size * LEADING;
}

/** The largest of the sizes in which the paragraph is no higher than `height`, else the smallest. */
export function fitInk(
  pdf: PDFKit.PDFDocument,
  text: string,
  ink: Omit<Ink, 'size'>,
  sizes: readonly number[],
  room: { readonly width: number; readonly height: number },
): Ink {
  const fits = (size: number) => {
    const lines = breakLines(text, room.width, (line) => measure(pdf, line, { ...ink, size }));
    const isNarrow = lines.every((line) => measure(pdf, line, { ...ink, size }) <= room.width);
    return isNarrow && lines.length * size * LEADING <= room.height;
  };
  return { ...ink, size: sizes.find(fits) ?? sizes.at(-1) ?? 12 };
}

/** A QR code as drawn squares, quiet zone and all; `width` is that of the whole. */
export function drawQr(pdf: PDFKit.PDFDocument, url: string, { width, x, y }: Box): void {
  const { modules } = create(url, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  const side = width / (modules.size + 2 * quiet);
  pdf.rect(x, y, width, width).fill('#ffffff');
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) pdf.rect(x + (column + quiet) * side, y + (row + quiet) * side, side, side);
  pdf.fill('#000000');
}

/** Ends the sheet and answers its bytes. */
export async function foldPaper(pdf: PDFKit.PDFDocument): Promise<Buffer<ArrayBuffer>> {
  pdf.end();
  const parts: Uint8Array[] = [];
  for await (const part of pdf) parts.push(part);
  return Buffer.concat(parts);
}
