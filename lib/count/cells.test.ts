import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { mergeCells, SMALLEST_CELL } from './cells.ts';

const cellsOf = (counts: Record<string, number>) =>
  mergeCells(Object.entries(counts).map(([name, count]) => ({ name, count })));

test('countries under ten stand together', () => {
  expect(cellsOf({ DE: 50, RU: 120, AM: 3, GE: 9 })).toEqual({
    shown: [
      { name: 'RU', count: 120 },
      { name: 'DE', count: 50 },
    ],
    others: 12,
    othersAreMixed: false,
  });
});

test('a single small country takes the next one with it, or the difference would tell it', () => {
  expect(cellsOf({ DE: 50, RU: 120, AM: 3 })).toEqual({
    shown: [{ name: 'RU', count: 120 }],
    others: 53,
    othersAreMixed: true,
  });
});

test('with one large and one small country nothing stands apart', () => {
  expect(cellsOf({ DE: 50, AM: 3 })).toMatchObject({ shown: [], others: 53 });
  expect(cellsOf({ AM: 3 })).toMatchObject({ shown: [], others: 3 });
});

test('ten is enough to stand alone, and nothing is nothing', () => {
  expect(cellsOf({ DE: 10, RU: 11 })).toMatchObject({ others: 0, shown: [{ name: 'RU' }, { name: 'DE' }] });
  expect(cellsOf({ DE: 0, RU: -1 })).toEqual({ shown: [], others: 0, othersAreMixed: false });
});

test('whatever the numbers, no small cell is shown, none can be subtracted, and none is lost', () => {
  const cells = fc
    .array(fc.nat(40), { maxLength: 12 })
    .map((counts) => counts.map((count, n) => ({ name: `c${n}`, count })));
  fc.assert(
    fc.property(cells, (given) => {
      const { others, shown } = mergeCells(given);
      expect(shown.every(({ count }) => count >= SMALLEST_CELL)).toBe(true);
      const merged = given.filter(({ count, name }) => count > 0 && !shown.some((cell) => cell.name === name));
      expect(merged.reduce((sum, { count }) => sum + count, 0)).toBe(others);
      if (shown.length > 0) expect(merged.length).not.toBe(1);
    }),
  );
});
