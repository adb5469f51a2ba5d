/**
 * A cell that a spreadsheet would take for a formula: one of the signs that begin one (also in their wide and small
 * forms), whatever blanks and unseen characters stand before it, or a control character in the first place (EX-01).
 */
const FORMULA = /^[\p{White_Space}\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]|^\p{Cc}/u;

/** The apostrophe makes it a text, in every spreadsheet we know. */
export const defuse = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Spreadsheets read UTF-8 only where this stands first. */
export const BYTE_ORDER_MARK = '\ufeff';
