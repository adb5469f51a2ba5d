import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { readCsv } from '@/e2e/support/csv.ts';
import { BYTE_ORDER_MARK, defuse, writeLines } from './cells.ts';

const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫'];
const blanks = ['', ' ', '   ', '\u00a0', '\u3000', '\u200b', '\ufeff', '\u202e', ' \u00a0\t'];
const controls = ['\t', '\r', '\n', '\0', '\r\n', '\u0007'];

/** What a spreadsheet makes of a cell: it passes over what is unseen and looks at the first sign. */
const isFormula = (cell: string): boolean =>
  signs.includes([...cell.replace(/^[\s\p{Cc}\p{Cf}]+/u, '')][0] ?? '') ||
  controls.some((sign) => cell.startsWith(sign));

test('EX-01: no cell begins like a formula, whatever stands before the sign', () => {
  for (const blank of blanks) {
    for (const sign of signs) {
      const name = `${blank}${sign}HYPERLINK("https://evil.example";"Sign")`;
      expect(isFormula(name), name).toBe(true);
      expect(isFormula(defuse(name)), name).toBe(false);
    }
  }
  for (const sign of controls) expect(defuse(`${sign}text`)).toBe(`'${sign}text`);
});

test('an ordinary name stays as it was typed', () => {
  for (const name of ['Anna-Maria O’Neil', "D'Arcy", 'Жанна', 'محمد', 'a=b', '1+1', ' Anna', '']) {
    expect(defuse(name)).toBe(name);
  }
});

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...signs, ...controls, ...blanks.slice(1), '"', ',', ';', "'", 'a', '\u2028') }),
);

test('what is written is read back as it was, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, fc.nat()), { minLength: 1 }), (rows) => {
      const read = readCsv(BYTE_ORDER_MARK + writeLines(rows));
      expect(read).toEqual(rows.map(([one, two, number]) => [defuse(one), defuse(two), String(number)]));
      expect(read.flat().filter(isFormula)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test('EX-01: lines end as RFC 4180 says, and a line feed inside a cell ends none', () => {
  expect(writeLines([['a\nb', 'c"d', 7]])).toBe('"a\nb","c""d",7\r\n');
});
