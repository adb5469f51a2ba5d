import { expect, test } from '@playwright/test';
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues, readVerifyLocale, verifyLocales, verifyWords } from './words.ts';

type Part = ReturnType<IntlMessageFormat['getAst']>[number];

/** Every part of a message, with those inside its plurals. */
function partsOf(message: string, locale: string): Part[] {
  const flatten = (part: Part): Part[] =>
    'options' in part ? [part, ...Object.values(part.options).flatMap(({ value }) => value.flatMap(flatten))] : [part];
  return new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst().flatMap(flatten);
}

// In the parser's numbering 0 is plain text, 6 a plural, and 7 the number sign inside it.
const placeholdersOf = (message: string, locale: string) =>
  [
    ...new Set(partsOf(message, locale).flatMap((part) => (part.type === 0 || part.type === 7 ? [] : [part.value]))),
  ].sort();

for (const locale of verifyLocales)
  test(`the verifier says everything in ${locale}, with the gaps and plurals that it needs`, () => {
    const catalogue: Readonly<Record<string, string>> = catalogues[locale];
    expect(Object.keys(catalogue)).toEqual(Object.keys(catalogues.en));
    for (const [key, message] of Object.entries(catalogue)) {
      expect(message.trim(), key).not.toBe('');
      const english = Object.entries(catalogues.en).find(([name]) => name === key)?.[1] ?? '';
      expect(placeholdersOf(message, locale), key).toEqual(placeholdersOf(english, 'en'));
      for (const part of partsOf(message, locale)) {
        if (part.type !== 6) continue;
        const { pluralCategories } = new Intl.PluralRules(locale, { type: part.pluralType }).resolvedOptions();
        expect(
          pluralCategories.filter((category) => !(category in part.options)),
          key,
        ).toEqual([]);
      }
    }
  });

test('Arabic numbers are written with Western digits', () => {
  expect(verifyWords('ar')('verify.progress', { done: 12, of: 345 })).toMatch(/12.*345/);
});

test('a language is found by the tags that browsers send', () => {
  expect(['de-AT', 'AR', 'uk', 'fr', '', 'toString'].map(readVerifyLocale)).toEqual([
    'de',
    'ar',
    'uk',
    null,
    null,
    null,
  ]);
  expect([...verifyLocales].sort()).toEqual(Object.keys(catalogues).sort());
});
