import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { canonicalText, hashText, type PetitionText } from './canonical.ts';

const id = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const en: PetitionText = {
  language: 'en',
  title: 'Sign the decree',
  demand: 'A "decree".',
  addressee: 'The president',
  act: 'A decree',
  body: 'One.\n\nTwo – café.',
};
const ru: PetitionText = { ...en, language: 'ru', title: 'Подпишите указ' };

test('the canonical form of a text is known byte for byte', () => {
  expect(canonicalText(id, 1, [en])).toBe(
    '{"form":"undersigned-petition-text/v1","petition":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","version":1,"texts":' +
      '[{"language":"en","title":"Sign the decree","demand":"A \\"decree\\".","addressee":"The president",' +
      '"act":"A decree","body":"One.\\n\\nTwo – café."}]}',
  );
});

test('the hash of a text is known for ever', () => {
  expect(hashText(id, 1, [en, ru]).toString('hex')).toBe(
    'd7872c51ef7ea76dc8afeb693642ee9a20c2467539e02191517bebe1fa468566',
  );
});

test('the hash is the SHA-256 of the canonical form in UTF-8', () => {
  const again = createHash('sha256').update(Buffer.from(canonicalText(id, 1, [en, ru]), 'utf8'));
  expect(hashText(id, 1, [en, ru])).toEqual(again.digest());
});

test('the order of languages does not matter', () => {
  expect(hashText(id, 1, [ru, en])).toEqual(hashText(id, 1, [en, ru]));
});

test('the order of fields and fields of other kinds do not matter', () => {
  const turned = Object.fromEntries(Object.entries(en).reverse()) as unknown as PetitionText;
  expect(hashText(id, 1, [{ ...turned, ...{ html: '<p>' } }])).toEqual(hashText(id, 1, [en]));
});

test('two ways to write one letter are one text', () => {
  const body = en.body.normalize('NFD');
  expect(body).not.toBe(en.body);
  expect(hashText(id, 1, [{ ...en, body }])).toEqual(hashText(id, 1, [en]));
});

test('every field, the version and the petition are part of the hash', () => {
  const hashes = [
    hashText(id, 1, [en]),
    hashText(id, 2, [en]),
    hashText(id.replace('6', '7'), 1, [en]),
    hashText(id, 1, [en, ru]),
    ...Object.keys(en).map((field) => hashText(id, 1, [{ ...en, [field]: 'x' }])),
  ];
  expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(hashes.length);
});

test('texts that differ never have one canonical form', () => {
  const text = fc.record({
    language: fc.constantFrom('en', 'ru'),
    title: fc.string(),
    demand: fc.string(),
    addressee: fc.string(),
    act: fc.string(),
    body: fc.string(),
  });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(canonicalText(id, 1, [one]) === canonicalText(id, 1, [other])).toBe(same);
    }),
  );
});
