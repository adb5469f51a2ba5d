import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { compareWords } from './compare.ts';
import { findDraftProblems, readDraftFields } from './fields.ts';
import { proposeSlug } from './slug.ts';

const formOf = (values: Record<string, string>) => ({
  values: new Map(Object.entries(values)),
  twice: new Set<string>(),
  unreadable: new Set<string>(),
});

function problemsOf(values: Record<string, string>) {
  const form = formOf(values);
  return findDraftProblems(readDraftFields(form), form);
}

test('a draft may be empty', () => {
  expect(problemsOf({})).toEqual({});
});

test('characters are counted as readers count them', () => {
  expect(problemsOf({ title: '👍'.repeat(200) })).toEqual({});
  expect(problemsOf({ title: '👍'.repeat(201) })).toEqual({ title: { kind: 'too-long', longest: 200, length: 201 } });
  expect(problemsOf({ demand: 'я'.repeat(1001) }).demand?.kind).toBe('too-long');
  expect(problemsOf({ body: 'я'.repeat(100_000) })).toEqual({});
  expect(problemsOf({ body: 'я'.repeat(100_001) }).body?.kind).toBe('too-long');
});

test('control characters and characters that turn the direction are refused with their line', () => {
  expect(problemsOf({ body: 'One\nTwo\u202eowT' })).toEqual({ body: { kind: 'unseen', line: 2 } });
  expect(problemsOf({ title: 'A\u0000B' }).title?.kind).toBe('unseen');
  expect(problemsOf({ body: 'A\u2067B' }).body?.kind).toBe('unseen');
});

test('the marks that Arabic and Persian are written with are taken, and lines end in one way', () => {
  const fields = readDraftFields(formOf({ body: 'می\u200cخواهیم\u200f\r\nа\tб' }));
  expect(fields.body).toBe('می\u200cخواهیم\u200f\nа\tб');
  expect(findDraftProblems(fields, formOf({}))).toEqual({});
});

test('the pieces of a comparison are the two texts', () => {
  const text = fc
    .array(fc.constantFrom('Слово', ' ', 'один', '\n', '.', 'كلمة', 'a', 'b'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = compareWords(before, after);
      const read = (not: string) => pieces.flatMap(({ kind, words }) => (kind === not ? [] : [words])).join('');
      expect(read('added')).toBe(before);
      expect(read('removed')).toBe(after);
    }),
  );
});

test('whole words are marked, whatever their script', () => {
  expect(compareWords('Подпишите указ', 'Подпишите приказ')).toEqual([
    { kind: 'same', words: 'Подпишите ' },
    { kind: 'removed', words: 'указ' },
    { kind: 'added', words: 'приказ' },
  ]);
});

test('two long texts that share nothing are compared within a second', () => {
  const long = (seed: string) => Array.from({ length: 12_000 }, (_, n) => `${seed}${n}`).join(' ');
  const began = performance.now();
  expect(compareWords(long('a'), long('b')).length).toBeGreaterThan(1);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('an address is made from a title in the letters that fit', () => {
  expect(proposeSlug('Подпишите указ об окончании мобилизации!')).toBe('podpishite-ukaz-ob-okonchanii-mobilizatsii');
  expect(proposeSlug('Für größere Straßen')).toBe('fuer-groessere-strassen');
  expect(proposeSlug('العريضة')).toBe('');
});
