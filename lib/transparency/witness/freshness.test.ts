import { expect, test } from '@playwright/test';
import { freshnessOf } from './freshness.ts';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test('a witness is fresh for an hour after it signed, late afterwards, and never where it has not', () => {
  const after = (cosignedAt: Date | null) => freshnessOf({ cosignedAt, trouble: 'away' }, now);
  expect(after(ago(0))).toBe('fresh');
  expect(after(ago(60))).toBe('fresh');
  expect(after(ago(61))).toBe('late');
  expect(after(null)).toBe('never');
});

test('what a witness holds against the log is said, however young its signature is', () => {
  for (const trouble of ['fork-alarm', 'ahead'] as const) {
    expect(freshnessOf({ cosignedAt: ago(1), trouble }, now)).toBe('alarm');
  }
});
