import { expect, test } from '@playwright/test';
import { type ForecastBasis, forecastGoal } from './forecast.ts';

const now = new Date('2026-02-20T12:00:00Z');
const basis: ForecastBasis = {
  count: 9_000,
  goal: 10_000,
  publishedAt: new Date('2026-01-01T00:00:00Z'),
  closesAt: null,
  // Six and a half days at 100 a day.
  gained: 650,
};
const forecast = (change: Partial<ForecastBasis>) => forecastGoal({ ...basis, ...change }, now);

test('the goal is reached when the pace of the last seven days has brought what is missing', () => {
  expect(forecast({})).toEqual({ kind: 'day', day: new Date('2026-03-02T12:00:00Z') });
});

test('a young petition is measured by the days it has had', () => {
  expect(forecast({ publishedAt: new Date('2026-02-18T12:00:00Z'), gained: 200 })).toEqual({
    kind: 'day',
    day: new Date('2026-03-02T12:00:00Z'),
  });
  expect(forecast({ publishedAt: new Date('2026-02-20T00:00:00Z') })).toEqual({ kind: 'too-early' });
});

test('a count that stands still or shrinks has no date, and a crawl has none worth giving', () => {
  for (const gained of [0, -20, 1]) expect(forecast({ gained })).toEqual({ kind: 'not-in-sight' });
});

test('a closing before the goal is told with what the petition will hold', () => {
  const closesAt = new Date('2026-02-25T12:00:00Z');
  expect(forecast({ closesAt })).toEqual({ kind: 'closes-first', day: closesAt, count: 9_500 });
  expect(forecast({ closesAt, gained: -65 })).toEqual({ kind: 'closes-first', day: closesAt, count: 9_000 });
});

test('what is reached or closed needs no forecast', () => {
  expect(forecast({ count: 10_000 })).toEqual({ kind: 'reached' });
  expect(forecast({ closesAt: new Date('2026-02-19T00:00:00Z') })).toEqual({ kind: 'closed' });
});
