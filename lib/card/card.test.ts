import sharp from 'sharp';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { CARD, type CardFacts, drawCard } from './draw.ts';
import { cardFacts, cardLanguage } from './facts.ts';
import { keepCard } from './keep.ts';
import { fitText, setText } from './set-text.ts';

const facts: CardFacts = {
  language: 'en',
  site: 'Undersigned',
  title: 'Sign the decree',
  number: '1,234',
  words: 'confirmed signatures',
  state: 'Next goal: 5,000',
  part: 0.25,
  partners: 'Partner 1, Partner 2',
};

const ink = { size: 60, color: '#000000', width: 1000 };
const widthOf = async (text: string) => (await setText({ ...ink, text })).raw.width;

/** Dark pixels of a part of the card. */
async function inkIn(png: Buffer, left: number, width: number): Promise<number> {
  const { data } = await sharp(png)
    .extract({ left, top: 100, width, height: 260 })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.filter((value) => value < 80).length;
}

test('Arabic letters are joined, which makes a word shorter than its letters', async () => {
  expect(await widthOf('مرسوم')).toBeLessThan((await widthOf('م\u200cر\u200cس\u200cو\u200cم')) * 0.95);
});

test('each script has its own letters: none is shown as an empty box', async () => {
  for (const letters of ['AБ', 'ЖЩ', 'їґ', 'يب', 'äß'] as const) {
    const pictures = await Promise.all([...letters].map((text) => setText({ ...ink, text })));
    expect(pictures[0]?.input.equals(pictures[1]?.input ?? Buffer.alloc(0)), letters).toBe(false);
  }
});

test('what looks like markup is text', async () => {
  expect(await widthOf('<b>&amp;</b>')).toBeGreaterThan(await widthOf('&'));
  await setText({ ...ink, text: 'a\u0000\u0007b' });
});

test('a text is set smaller until it fits, and cut short where it never does', async () => {
  const long = 'Donaudampfschifffahrt '.repeat(60);
  const set = await fitText({ text: long, color: '#000000', width: 600 }, [60, 30], 100);
  expect(set.raw.height).toBeLessThanOrEqual(100);
  expect((await fitText({ text: 'Short', color: '#000000', width: 600 }, [60, 30], 100)).raw.height).toBeGreaterThan(
    40,
  );
});

test('a card is 1,200 × 630 and begins where its language begins', async () => {
  const english = await drawCard(facts);
  expect(await sharp(english).metadata()).toMatchObject({ format: 'png', ...CARD });
  expect(await inkIn(english, 40, 400)).toBeGreaterThan((await inkIn(english, 760, 400)) + 1_000);
  const arabic = await drawCard({ ...facts, language: 'ar', title: 'وقّعوا المرسوم' });
  expect(await inkIn(arabic, 760, 400)).toBeGreaterThan((await inkIn(arabic, 40, 400)) + 1_000);
});

test('a card speaks a language that the petition has, else the petition’s own', async () => {
  const petition = await makePetition();
  for (const asked of ['en', 'ru', 'xx', null, '../../etc']) expect(cardLanguage(petition, asked)).toBe('en');
  const text = petition.text.texts[0];
  if (!text) throw new Error('No text.');
  const texts = [text, { ...text, language: 'ru' }];
  const bilingual = { ...petition, sourceLanguage: 'ru', text: { ...petition.text, texts } };
  expect(['en', 'ru', 'ar', 'fr'].map((asked) => cardLanguage(bilingual, asked))).toEqual(['en', 'ru', 'ru', 'ru']);
});

test('a closed petition says so, and as many partners are named as have room', async () => {
  const petition = await makePetition();
  const now = new Date();
  const shown = { count: 7, goal: 100 };
  expect(cardFacts(petition, 'en', shown, now)).toMatchObject({ number: '7', state: 'Next goal: 100', part: 0.07 });
  expect(cardFacts({ ...petition, closedAt: new Date(0) }, 'en', shown, now).state).toBe('Closed');
  const [partner] = petition.partners;
  if (!partner) throw new Error('No partner.');
  const many = Array.from({ length: 16 }, (_, n) => ({ ...partner, name: { en: `Organisation number ${n}` } }));
  const { partners } = cardFacts({ ...petition, partners: many }, 'en', shown, now);
  expect(partners).toMatch(/ and \d+ more$/);
  expect(partners.length).toBeLessThanOrEqual(150);
});

test('however many ask, a card is drawn once; as the count moves, once in ten seconds', async () => {
  const wish = { name: `one/${Math.random()}`, standing: '1', facts };
  const all = await Promise.all(Array.from({ length: 20 }, () => keepCard(wish, 0)));
  expect(new Set(all).size).toBe(1);
  const first = all[0];
  const moved = { ...wish, facts: { ...facts, number: '1,235' } };
  expect(await keepCard(moved, 9_000)).toMatchObject({ etag: first === 'busy' ? '' : first?.etag });
  // Whoever asks within the minute is given the old one, and the next reader the new one.
  const old = await keepCard(moved, 11_000);
  await expect.poll(async () => (await keepCard(moved, 12_000)) !== old).toBe(true);
  // After a quiet hour nobody is shown an hour's old number.
  const later = { ...wish, facts: { ...facts, number: '9,999' } };
  const before = await keepCard(moved, 13_000);
  expect(await keepCard(later, 3_600_000)).not.toEqual(before);
});

test('what the team changes is seen at once', async () => {
  const wish = { name: `two/${Math.random()}`, standing: 'open', facts };
  const before = await keepCard(wish, 0);
  const after = await keepCard({ ...wish, standing: 'closed', facts: { ...facts, state: 'Closed' } }, 1);
  expect(after).not.toEqual(before);
});
