import { expect, test } from '@playwright/test';
import { directionOf, preferLocale, readLocale } from './locales.ts';

const vectors: [header: string | null, locale: string][] = [
  [null, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['ru', 'ru'],
  ['RU-ru', 'ru'],
  ['uk-UA,ru;q=0.8,en;q=0.5', 'uk'],
  ['fr-FR,fr;q=0.9,de;q=0.7,en;q=0.3', 'de'],
  ['en;q=0.3,de;q=0.7', 'de'],
  ['de;q=0,ru', 'ru'],
  ['de;q=0.000', 'en'],
  ['de;q=0.5,ru;q=0.5', 'de'],
  ['ar-EG-u-nu-arab', 'ar'],
  ['de ; q=0.9 , en ; q=0.1', 'de'],
  ['  ru  ', 'ru'],
  ['fr, es', 'en'],
  ['de;q=abc', 'de'],
  [',,,;;;==', 'en'],
  ['russian', 'en'],
  [`${'fr,'.repeat(20)}de`, 'en'],
  ['a'.repeat(10_000), 'en'],
];

for (const [header, locale] of vectors) {
  test(`who prefers ${JSON.stringify(header)?.slice(0, 50)} reads ${locale}`, () => {
    expect(preferLocale(header)).toBe(locale);
  });
}

test('only the languages of the site are segments of its addresses', () => {
  expect(['en', 'ru', 'uk', 'de', 'ar'].map(readLocale)).toEqual(['en', 'ru', 'uk', 'de', 'ar']);
  expect(['EN', 'fr', '', 'en-GB', '__proto__'].map(readLocale)).toEqual([null, null, null, null, null]);
});

test('Arabic, Persian and Hebrew run from the right', () => {
  expect(['ar', 'ar-EG', 'fa', 'he', 'en', 'ru', 'arn'].map(directionOf)).toEqual([
    'rtl',
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'ltr',
    'ltr',
  ]);
});
