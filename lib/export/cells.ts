import { stringify } from 'csv-stringify/sync';

export type Cell = string | number;

/**
 * A cell that a spreadsheet would take for a formula: one of the signs that begin one (also in their wide and small
 * forms), whatever blanks and unseen characters stand before it, or a control character in the first place (EX-01).
 */
const FORMULA = /^[\p{White_Space}\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]|^\p{Cc}/u;

/** The apostrophe makes it a text, in every spreadsheet we know. */
export const defuse = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Spreadsheets read UTF-8 only where this stands first. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Lines after RFC 4180. Every text is quoted: a lone line feed inside one would end the line otherwise. */
export const writeLines = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? defuse(cell) : cell))),
    { record_delimiter: '\r\n', quoted_string: true, escape_formulas: true },
  );
