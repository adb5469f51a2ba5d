import PDFDocument from 'pdfkit';
import { fontFile, type Weight } from './fonts.ts';
import { breakLines, type Direction, orderPieces, type Piece } from './lines.ts';

/** In points: A4 and its margin. */
const MARGIN = 64;
const GAP = 12;

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  /** Space above, in points. */
  readonly above?: number;
  /** Parts of black, 0 to 1: less is grey. */
  readonly ink?: number;
}

/**
 * Pages of A4 that are set line by line and leave as they fill: what has been read of it is kept nowhere. The same
 * content gives the same bytes: `made` is the only time in it.
 */
export class Sheet {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #direction: Direction;
  #y = MARGIN;
  #page = 0;

  constructor(options: {
    readonly title: string;
    readonly language: string;
    readonly direction: Direction;
    readonly made: Date;
  }) {
    this.#direction = options.direction;
    this.#pdf = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      lang: options.language,
      displayTitle: true,
      info: { Title: options.title, Producer: 'Undersigned', Creator: 'Undersigned', CreationDate: options.made },
    });
    for (const script of ['european', 'arabic'] as const) {
      for (const weight of ['regular', 'bold'] as const)
        this.#pdf.registerFont(`${script}-${weight}`, fontFile(script, weight));
    }
    this.#turnPage();
  }

  /** The bytes as they come; read them while the sheet is being written. */
  get bytes(): AsyncIterable<Uint8Array> {
    return this.#pdf;
  }

  /** In bytes: what is set and was not read yet. */
  get unread(): number {
    return this.#pdf.readableLength;
  }

  get width(): number {
    return this.#pdf.page.width - 2 * MARGIN;
  }

  /** One paragraph, broken into lines by its own width. */
  paragraph(text: string, style: Style, direction: Direction = this.#direction): void {
    this.#y += style.above ?? 0;
    for (const part of text.split('\n'))
      for (const line of breakLines(part, this.width, (words) => this.#measure(words, style)))
        this.line(line, style, direction);
  }

  /** One line that is not broken; where the page ends, a new one begins. */
  line(text: string, style: Style, direction: Direction = this.#direction): void {
    const height = style.size * 1.45;
    if (this.#y + height > this.#pdf.page.height - MARGIN) this.#turnPage();
    const from = direction === 'rtl' ? this.#pdf.page.width - MARGIN - this.#measure(text, style) : MARGIN;
    this.#draw(text, style, direction, { x: from, y: this.#y });
    this.#y += height;
  }

  /** Lines side by side; what is too wide for its column is set smaller. */
  row(cells: readonly string[], style: Style): void {
    const height = style.size * 1.45;
    if (this.#y + height > this.#pdf.page.height - MARGIN) this.#turnPage();
    const column = this.width / cells.length;
    for (const [n, text] of cells.entries()) {
      const width = this.#measure(text, style);
      const size = Math.min(style.size, (style.size * (column - GAP)) / width);
      const at = this.#direction === 'rtl' ? this.width - n * column - (width * size) / style.size : n * column;
      this.#draw(text, { ...style, size }, this.#direction, { x: MARGIN + at, y: this.#y });
    }
    this.#y += height;
  }

  /** A line across the page. */
  rule(): void {
    this.#y += 10;
    this.#pdf
      .moveTo(MARGIN, this.#y)
      .lineTo(this.#pdf.page.width - MARGIN, this.#y)
      .lineWidth(0.5)
      .stroke('#888888');
    this.#y += 10;
  }

  end(): void {
    this.#pdf.end();
  }

  #turnPage(): void {
    this.#pdf.addPage();
    this.#page += 1;
    this.#y = MARGIN;
    if (this.#page === 1) return;
    const number = String(this.#page);
    const style = { size: 9, ink: 0.5 };
    const x = (this.#pdf.page.width - this.#measure(number, style)) / 2;
    this.#draw(number, style, 'ltr', { x, y: this.#pdf.page.height - MARGIN / 2 - 9 });
  }

  #draw(text: string, style: Style, direction: Direction, from: { readonly x: number; readonly y: number }): void {
    const grey = Math.round(255 * (1 - (style.ink ?? 1)));
    this.#pdf.fontSize(style.size).fillColor([grey, grey, grey]);
    let { x } = from;
    for (const piece of orderPieces(text, direction)) {
      const width = this.#measurePiece(piece, style);
      this.#pdf.text(piece.text, x, from.y + style.size, {
        lineBreak: false,
        baseline: 'alphabetic',
        ...shaping(piece),
      });
      x += width;
    }
  }

  #measure(text: string, style: Style): number {
    return orderPieces(text, 'ltr').reduce((sum, piece) => sum + this.#measurePiece(piece, style), 0);
  }

  /** In points; leaves the piece's font chosen. */
  #measurePiece(piece: Piece, { size, weight = 'regular' }: Style): number {
    return this.#pdf.font(`${piece.script}-${weight}`).fontSize(size).widthOfString(piece.text, shaping(piece));
  }
}

/**
 * Where features are named, even none, a piece is shaped as a whole: in Arabic the words must stand from right to left.
 * Otherwise it is shaped word by word, and each word is remembered, which makes long lists several times faster.
 */
const shaping = ({ script }: Piece): { features?: PDFKit.Mixins.OpenTypeFeatures[] } =>
  script === 'arabic' ? { features: [] } : {};
