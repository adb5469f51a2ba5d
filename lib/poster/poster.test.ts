import { inflateSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { decree } from '@/db/seed/decree.ts';
import { directionOf, locales } from '../i18n/locales.ts';
import { words } from '../i18n/words.ts';
import type { PosterFacts } from './facts.ts';
import { drawPoster } from './poster.ts';
import { drawTearOff } from './tear-off.ts';

function factsIn(language: (typeof locales)[number]): PosterFacts {
  const say = words(language);
  const { demand, title } = decree.petition.texts[language];
  const direction = directionOf(language);
  return {
    language,
    direction,
    site: say('site.name'),
    text: { direction, title, demand },
    scan: say('poster.scan'),
    type: say('poster.type'),
    url: 'https://petitions.example/s/k7m2qa',
    address: 'petitions.example/s/k7m2qa',
    by: say('poster.by'),
    partners: decree.partners.map(({ name }) => name[language] ?? name.en ?? ''),
    closed: null,
    made: new Date(0),
  };
}

/** Letters that can be copied out of the sheet: its fonts carry the way back from shapes to letters. */
function lettersIn(pdf: Buffer): Set<string> {
  const letters = new Set<string>();
  for (const { 1: stream = '' } of pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)) {
    const bytes = Buffer.from(stream, 'latin1');
    if (bytes[0] !== 0x78) continue;
    const map = inflateSync(bytes).toString('latin1');
    if (!map.includes('beginbfrange') && !map.includes('beginbfchar')) continue;
    for (const { 1: code = '' } of map.matchAll(/<([0-9a-f]{4,})>/gi))
      for (let at = 0; at + 4 <= code.length; at += 4)
        letters.add(String.fromCharCode(Number.parseInt(code.slice(at, at + 4), 16)));
  }
  return letters;
}

for (const [name, draw] of [
  ['the poster', drawPoster],
  ['the tear-off sheet', drawTearOff],
] as const) {
  for (const language of locales) {
    test(`${name} is one sheet of A4 whose text is text (${language})`, async () => {
      const facts = factsIn(language);
      const pdf = await draw(facts);
      const source = pdf.toString('latin1');
      expect(source.startsWith('%PDF-')).toBe(true);
      expect(source.match(/\/Type \/Page\b/g)).toHaveLength(1);
      expect(source).toContain('595.28 841.89');
      const letters = lettersIn(pdf);
      // A letter that is drawn as a base and a sign is found as these two.
      const plain = [...facts.text.title].filter(
        (letter) => /\p{L}/u.test(letter) && letter.normalize('NFD') === letter,
      );
      expect(plain.length).toBeGreaterThan(10);
      for (const letter of plain) expect(letters).toContain(letter);
    });
  }
  test(`${name} of the same facts has the same bytes`, async () => {
    expect((await draw(factsIn('ru'))).equals(await draw(factsIn('ru')))).toBe(true);
  });
}

test('a title of many words, a long address and sixty partners still stand on one sheet', async () => {
  const facts = factsIn('de');
  const long = {
    ...facts,
    text: { ...facts.text, title: 'Grundgesetz '.repeat(16).trim(), demand: 'Wir fordern es. '.repeat(60).trim() },
    address: `${'a'.repeat(60)}.example/s/k7m2qa`,
    partners: Array.from({ length: 60 }, (_, n) => `Bündnis ${n}`),
  };
  for (const draw of [drawPoster, drawTearOff])
    expect((await draw(long)).toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
});
