import { expect, test } from '@playwright/test';
import { readMoment, readWords, tooLongIn, writeMoment } from './answers.ts';

test('a date and time is read as UTC, and written as the field holds it', () => {
  const moment = readMoment(' 2026-12-24T09:30 ');
  expect(moment?.toISOString()).toBe('2026-12-24T09:30:00.000Z');
  expect(moment && writeMoment(moment)).toBe('2026-12-24T09:30');
  expect(readMoment('2026-12-24 09:30:59')?.toISOString()).toBe('2026-12-24T09:30:00.000Z');
});

for (const typed of [
  '',
  'soon',
  '2026-12-24',
  '2026-02-30T10:00',
  '2026-13-01T10:00',
  '2026-01-01T25:00',
  '24.12.2026 09:30',
]) {
  test(`"${typed}" is no date and time`, () => {
    expect(readMoment(typed)).toBe(null);
  });
}

test('words are read in the languages in which there are any', () => {
  const values = new Map([
    ['reason_en', ' Done. '],
    ['reason_ru', '  '],
    ['reason_xx', 'No language'],
    ['reason_ar', 'تم'],
  ]);
  const words = readWords({ values, twice: new Set(), unreadable: new Set() }, 'reason');
  expect(words).toEqual({ en: 'Done.', ar: 'تم' });
  expect([tooLongIn(words, 5), tooLongIn(words, 4), tooLongIn({ de: '😀😀' }, 2)]).toEqual([null, 'en', null]);
});
