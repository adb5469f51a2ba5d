import { toPlainText } from 'react-email';

/** In characters. What text-only programs show without breaking lines themselves (RFC 3676 §4.2 asks for 78 or fewer). */
const LONGEST_LINE = 76;

/**
 * Somebody's own words for a subject. A line that ended in it would be read as another header by whoever writes
 * headers (EM-09), and marks of direction would turn what stands around it.
 */
export const oneLine = (words: string): string =>
  words
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

/** What of html-to-text, which react-email uses, is needed here; it comes without types. */
interface Element {
  readonly children: readonly unknown[];
  readonly attribs: Readonly<Record<string, string | undefined>>;
}
interface Builder {
  openBlock(options: { leadingLineBreaks: number }): void;
  closeBlock(options: { trailingLineBreaks: number }): void;
  addInline(text: string, options?: { noWordTransform: boolean }): void;
  addLineBreak(): void;
}
type Walk = (children: readonly unknown[], builder: Builder) => void;

/** A button is its words, and below them, on a line of its own, the address: any program makes that a link. */
const formatButton = (element: Element, walk: Walk, builder: Builder): void => {
  builder.openBlock({ leadingLineBreaks: 2 });
  walk(element.children, builder);
  builder.addInline(':');
  builder.addLineBreak();
  builder.addInline(element.attribs.href ?? '', { noWordTransform: true });
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const keepsItsCase = { uppercase: false };

/**
 * The letter for programs that show text alone, in the order of its HTML: lines of 76 characters at most, except
 * addresses, which are never broken. What speaks of the button itself is marked in the letter (data-skip-in-text).
 */
export const plainTextOf = (html: string): string =>
  toPlainText(html, {
    wordwrap: LONGEST_LINE,
    formatters: { button: formatButton },
    selectors: [
      { selector: 'a.button', format: 'button' },
      { selector: 'hr', options: { length: 3 } },
      // Capitals shout, and some scripts have none.
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: keepsItsCase })),
    ],
  }).trim();
