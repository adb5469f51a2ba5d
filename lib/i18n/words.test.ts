import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues as all, english as en } from './catalogue.ts';
import { readLanguages } from './languages.js';
import { locales } from './locales.ts';
import { words } from './words.ts';

type Catalogue = Readonly<Record<string, string>>;
type Part = ReturnType<IntlMessageFormat['getAst']>[number];

const catalogues: Readonly<Record<string, Catalogue>> = Object.fromEntries(all);

/** Every part of a message, with those inside its plurals and choices. */
function partsOf(message: string, locale: string): Part[] {
  const flatten = (part: Part): Part[] =>
    'options' in part ? [part, ...Object.values(part.options).flatMap(({ value }) => value.flatMap(flatten))] : [part];
  return new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst().flatMap(flatten);
}

// In the parser's numbering 0 is plain text, 6 a plural, and 7 the number sign inside it.
const placeholdersOf = (message: string, locale: string) =>
  [...new Set(partsOf(message, locale).flatMap((p) => (p.type === 0 || p.type === 7 ? [] : [p.value])))].sort();

/** The categories that a plural of this message lacks in its language. */
const lackingPlurals = (message: string, locale: string): string[] =>
  partsOf(message, locale).flatMap((part) => {
    if (part.type !== 6) return [];
    const { pluralCategories } = new Intl.PluralRules(locale, { type: part.pluralType }).resolvedOptions();
    return pluralCategories.filter((category) => !(category in part.options));
  });

test('every language of the site has its words', () => {
  expect(Object.keys(catalogues).sort()).toEqual([...locales].sort());
});

test('every message is said in one file', () => {
  const files = globSync('lib/i18n/messages/**/*.en.json').concat('lib/i18n/messages/en.json');
  const keys = files.flatMap((file) => Object.keys(JSON.parse(readFileSync(file, 'utf8')) as Catalogue));
  expect(keys.filter((key, n) => keys.indexOf(key) !== n)).toEqual([]);
});

for (const locale of locales) {
  const catalogue = catalogues[locale] ?? {};
  const messages = Object.entries(catalogue);

  test(`${locale} has every message, and none that English lacks`, () => {
    expect(Object.keys(en).filter((key) => !(key in catalogue))).toEqual([]);
    expect(Object.keys(catalogue).filter((key) => !(key in en))).toEqual([]);
  });

  test(`${locale} leaves no message empty`, () => {
    expect(messages.filter(([, message]) => message.trim() === '').map(([key]) => key)).toEqual([]);
  });

  test(`${locale} has the placeholders of English in every message`, () => {
    const differing = Object.entries(en).filter(
      ([key, message]) => placeholdersOf(message, 'en').join() !== placeholdersOf(catalogue[key] ?? '', locale).join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  test(`${locale} has every plural that its numbers need`, () => {
    const lacking = messages.map(([key, message]) => [key, lackingPlurals(message, locale)] as const);
    expect(lacking.filter(([, categories]) => categories.length > 0)).toEqual([]);
  });
}

test('Russian counts signatures in its own four ways', () => {
  const say = words('ru');
  const forms = [1, 2, 5, 21].map((count) => say('home.matching', { count }).replace(/\d+/, '').trim());
  expect(forms[0]).toBe(forms[3]);
  expect(new Set(forms).size).toBe(3);
});

test('Arabic numbers are written with Western digits', () => {
  expect(words('ar')('home.matching', { count: 11 })).toContain('11');
});

test('a message with a placeholder says what it is given, markup and all', () => {
  expect(words('en')('site.title', { page: '<b>{x}</b>', site: 'S' })).toBe('<b>{x}</b> – S');
});

test('a language is one file: all its words in it, and it is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-languages-'));
  try {
    mkdirSync(join(folder, 'team'));
    writeFileSync(join(folder, 'en.json'), JSON.stringify({ a: 'A', b: 'B' }));
    writeFileSync(join(folder, 'team', 'part.en.json'), JSON.stringify({ c: 'C' }));
    writeFileSync(join(folder, 'eo.json'), JSON.stringify({ a: 'Ĉu', c: 'Ne' }));
    writeFileSync(join(folder, 'notes.txt'), 'no language');
    const known = readLanguages(folder);
    expect([...known.keys()]).toEqual(['en', 'eo']);
    expect(known.get('en')).toEqual({ a: 'A', b: 'B', c: 'C' });
    expect(known.get('eo')).toEqual({ a: 'Ĉu', c: 'Ne' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('no list of languages stands anywhere but in the folder of their words', () => {
  const listing = /\ben\|ru\b|\bar\|de\b|'en', 'ru', 'uk'/;
  const files = globSync('{app,lib,db,emails}/**/*.{ts,tsx,js}').filter((file) => statSync(file).isFile());
  const sources = files.filter((file) => !/\.test\.|db\/seed/.test(file));
  expect(sources.length).toBeGreaterThan(500);
  const listed = sources.filter((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .some((line) => listing.test(line) && !/^\s*(\*|\/\/|\/\*\*)/.test(line)),
  );
  expect(listed).toEqual([]);
});
