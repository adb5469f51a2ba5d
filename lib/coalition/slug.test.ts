import { expect, test } from '@playwright/test';
import { proposeSlug, readSlug } from './slug.ts';

for (const [name, slug] of [
  [{ en: 'Three Cities Together' }, 'three-cities-together'],
  [{ ru: 'Матери Урала' }, 'materi-urala'],
  [{ uk: 'Щоденна варта' }, 'shchodenna-varta'],
  [{ de: 'Bündnis für Straßen' }, 'buendnis-fuer-strassen'],
  [{ ar: 'مدن' }, 'mdn'],
  [{ en: "  Mothers' – Ural! " }, 'mothers-ural'],
  [{ ru: 'Письма', en: 'Letters' }, 'letters'],
  [{ en: '日本' }, ''],
] as const) {
  test(`${Object.values(name)[0]} becomes “${slug}”`, () => {
    expect(proposeSlug(name)).toBe(slug);
  });
}

test('a proposal is never too long, and never ends in a hyphen', () => {
  expect(proposeSlug({ en: 'many words '.repeat(20) })).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(proposeSlug({ en: 'many words '.repeat(20) }).length).toBeLessThanOrEqual(60);
});

test('what was typed goes before the name, whatever its case', () => {
  expect(readSlug(' Three-Cities ', { en: 'Other' })).toEqual({ slug: 'three-cities', problem: null });
});

for (const typed of ['three_cities', '-three', 'three--cities', '../account', 'три']) {
  test(`“${typed}” is no address`, () => {
    expect(readSlug(typed, {}).problem?.key).toBe('coalition.slug.wrong');
  });
}

test('addresses of the panel itself are taken', () => {
  expect(readSlug('account', {}).problem?.key).toBe('coalition.slug.taken');
  expect(readSlug('', { en: 'Founding' }).problem?.key).toBe('coalition.slug.taken');
});

test('a name without letters of its own asks for an address', () => {
  expect(readSlug('', { en: '日本' }).problem?.key).toBe('coalition.slug.missing');
});
