import { stringify } from 'csv-stringify/sync';
import { defuse } from './formula.ts';

export { BYTE_ORDER_MARK, defuse } from './formula.ts';

export type Cell = string | number;

/** Lines after RFC 4180. Every text is quoted: a lone line feed inside one would end the line otherwise. */
export const writeLines = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? defuse(cell) : cell))),
    { record_delimiter: '\r\n', quoted_string: true, escape_formulas: true },
  );
