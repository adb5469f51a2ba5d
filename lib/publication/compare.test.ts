import { expect, test } from '@playwright/test';
import { compareWords } from '../draft/compare.ts';
import { compareTexts, joinPieces } from './compare.ts';

const compared = (old: string, young: string) =>
  joinPieces(compareWords(old, young)).map(({ kind, words }) => `${kind}: ${words}`);

const text = (language: string, title: string, body = 'A text.') => ({
  language,
  title,
  demand: 'A demand.',
  addressee: 'The president',
  act: 'A decree',
  body,
});

test('whole words change, in every script', () => {
  expect(compared('Подпишите указ сегодня', 'Подпишите закон сегодня')).toEqual([
    'same: Подпишите ',
    'removed: указ',
    'added: закон',
    'same:  сегодня',
  ]);
  expect(compared('وقّع المرسوم اليوم', 'وقّع القانون اليوم')).toContain('added: القانون');
});

test('words that changed one after the other are read as one change', () => {
  expect(compared('sign the old decree now', 'sign a new decree now')).toEqual([
    'same: sign ',
    'removed: the old',
    'added: a new',
    'same:  decree now',
  ]);
});

test('nothing is lost: what stays and what is removed make the old text, the rest the new one', () => {
  const [old, young] = ['One two, three.\n\nFour five.', 'One 2, three!\n\nFive four five six.'];
  const pieces = joinPieces(compareWords(old, young));
  const without = (kind: string) =>
    pieces
      .filter((piece) => piece.kind !== kind)
      .map(({ words }) => words)
      .join('');
  expect([without('added'), without('removed')]).toEqual([old, young]);
});

test('each language is new, gone, the same or changed', () => {
  const before = [text('en', 'Sign'), text('ru', 'Подпишите'), text('de', 'Unterschreibt')];
  const after = [text('en', 'Sign'), text('ru', 'Подпишите его'), text('ar', 'وقّع')];
  const kinds = compareTexts(before, after).map(({ kind, language }) => [language, kind]);
  expect(Object.fromEntries(kinds)).toEqual({ ar: 'added', de: 'removed', en: 'same', ru: 'changed' });
});

test('two books that have nothing in common are compared in good time', () => {
  const book = (word: string) => Array.from({ length: 12_000 }, (_, n) => `${word}${n}`).join(' ');
  const began = performance.now();
  compareTexts([text('en', 'A', book('a'))], [text('en', 'B', book('b'))]);
  expect(performance.now() - began).toBeLessThan(3_000);
});
