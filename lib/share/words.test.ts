import { makeMemberOf } from '@/e2e/support/numbers.ts';
import { auditOf, expect, makePetition, test } from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { findPetition } from '../petition/read.ts';
import { findWordsProblems, MOST_WORDS, readSharedWords, saveSharedWords, typedWords } from './words.ts';

const typed = (words: Record<string, string>) =>
  typedWords(new Map(Object.entries(words).map(([language, text]) => [`words-${language}`, text])));

test('words are kept per language, shown at once, and told to the audit once per language', async () => {
  const made = await makePetition();
  const { member, petition } = await makeMemberOf(made, { role: 'translator' });
  const words = typed({ en: '  Sign\nit\u0000 now ', ru: 'Подпишите' });
  await saveSharedWords(member, petition, words, await currentTime());
  await saveSharedWords(member, petition, words, await currentTime());
  expect(await readSharedWords(petition)).toEqual({ en: 'Sign it now', ru: 'Подпишите', uk: '', de: '', ar: '' });
  await expect.poll(async () => (await findPetition(made.slug))?.shareWords.length).toBe(2);
  const told = (await auditOf(made.id)).filter(({ act }) => act === 'settings-changed');
  expect(told.map(({ subject }) => (subject as { settings: string }).settings)).toEqual([
    'share-words/en',
    'share-words/ru',
  ]);
});

test('empty words take the title again', async () => {
  const made = await makePetition();
  const { member, petition } = await makeMemberOf(made, { role: 'owner' });
  await saveSharedWords(member, petition, typed({ en: 'Sign' }), await currentTime());
  await saveSharedWords(member, petition, typed({}), await currentTime());
  await expect.poll(async () => (await findPetition(made.slug))?.shareWords).toEqual([]);
});

test('long words and links of their own are refused, in their language alone', () => {
  const words = typed({
    en: 'x'.repeat(MOST_WORDS + 1),
    ru: 'на www.example.org',
    uk: 'ok',
    de: 'a.example/b',
    ar: 'نعم',
  });
  expect(findWordsProblems(words)).toEqual({ en: 'too-long', ru: 'link', de: 'link' });
  expect(findWordsProblems(typed({ en: '😀'.repeat(MOST_WORDS) }))).toEqual({});
});
