import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { database } from '@/db/client.ts';
import {
  closePetition,
  draftPetition,
  draftVersion,
  endorse,
  expect,
  makePetition,
  test,
  writeText,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { listPetitions, type PetitionQuery } from './list.ts';
import { publishVersion } from './publish.ts';
import { LONGEST_QUESTION, wordsOf } from './search.ts';

const everything: PetitionQuery = { words: '', state: null, order: 'newest', page: 1, perPage: 20 };
const find = async (words: string) => (await listPetitions({ ...everything, words })).slugs;

/** A published petition with these titles, one per language. */
async function publish(titles: Readonly<Record<string, string>>): Promise<string> {
  const { partnerIds, slug, versionId } = await draftPetition({ title: titles.en ?? 'Untitled' });
  for (const [language, title] of Object.entries(titles)) {
    if (language !== 'en') await writeText(versionId, language, title);
  }
  await endorse(versionId, partnerIds);
  expect(await publishVersion(versionId, 'command', await currentTime())).toBe('published');
  return slug;
}

const inflected: readonly [language: string, title: string, asked: readonly string[]][] = [
  ['en', 'Zebras were mobilised', ['zebra', 'mobilise zebras', 'ZEBRA', 'zeb']],
  ['ru', 'Указ «О жирафах»', ['жираф', 'жирафы', 'ЖИРАФАМИ', 'жираф указы']],
  ['ru', 'Жёлтые ёлки', ['желтые елки', 'ёлка', 'ЁЛКИ']],
  ['uk', 'Мобілізація бегемотів', ['бегемоти', 'бегемотам', 'мобілізації', 'БЕГЕМОТ']],
  ['uk', 'Об’єднання кенгуру', ["об'єднання", 'кенгуру']],
  ['de', 'Für die Flußpferde', ['flußpferd', 'FLUSSPFERDE', 'für flußpferden']],
  ['de', 'Ärzte ohne Papageien', ['papagei', 'ärzten', 'ÄRZTE']],
  ['ar', 'القرار عن الزرافة', ['زرافة', 'الزرافة', 'قرار']],
  ['fr', 'Un décret pour les autruches', ['autruches', 'décret', 'autr']],
];

for (const [language, title, asked] of inflected) {
  test(`${title} is found in its own forms (${language})`, async () => {
    const slug = await publish({ en: 'Untitled', [language]: title });
    for (const words of asked) expect(await find(words), words).toContain(slug);
    expect(await find(`${asked[0]} nothinglikethis`)).toEqual([]);
  });
}

test('every word must be in one text, in any order', async () => {
  const slug = await publish({ en: 'Ostriches demand umbrellas', de: 'Strauße fordern Schirme' });
  expect(await find('umbrella ostrich')).toEqual([slug]);
  expect(await find('schirm strauße')).toEqual([slug]);
  expect(await find('umbrella strauße')).toEqual([]);
});

test('what stood in an earlier version no longer finds a petition', async () => {
  const slug = await publish({ en: 'Aardvarks' });
  expect(await find('aardvark')).toEqual([slug]);
  const [row] = await database().execute<{ id: string }>(sql`select id from petitions where slug = ${slug}`);
  const next = await draftVersion(row?.id ?? '', 2, 'Buffaloes');
  expect(await find('buffalo')).toEqual([]);
  await database().execute(
    sql`insert into endorsements (version_id, partner_id) select ${next}, p.id from partners p
      join campaigns c on c.coalition_id = p.coalition_id join petitions t on t.campaign_id = c.id where t.slug = ${slug}`,
  );
  expect(await publishVersion(next, 'command', await currentTime())).toBe('published');
  expect(await find('aardvark')).toEqual([]);
  expect(await find('buffalo')).toEqual([slug]);
});

test('a text that is corrected before its publication is looked up by its new words', async () => {
  const { partnerIds, slug, versionId } = await draftPetition({ title: 'Wombats' });
  await database().execute(sql`update petition_texts set title = 'Quokkas' where version_id = ${versionId}`);
  await endorse(versionId, partnerIds);
  await publishVersion(versionId, 'command', await currentTime());
  expect(await find('wombat')).toEqual([]);
  expect(await find('quokka')).toEqual([slug]);
});

test('WE-10: nothing that is typed is an operator, and every question has its answer', async () => {
  const slug = await publish({ en: 'A 100% \\ _odd_ zorilla' });
  for (const words of [
    '100% zorilla',
    '\\ _zorilla',
    "zorilla' | 'x",
    'zorilla:*',
    '!zorilla',
    '(zorilla',
    'zorilla <-> &',
  ]) {
    const found = await find(words);
    if (/x/.test(words)) expect(found, words).toEqual([]);
    else expect(found, words).toEqual([slug]);
  }
  for (const words of ['%', '_', '%%%', "'", '"', '\\', '()', '&|!', '🦓', '\u0301', ' . ']) {
    expect(await find(words), words).toEqual([]);
  }
});

test('WE-10: whatever is asked, the database is never asked anything it cannot read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (words) => {
      const { matching, slugs } = await listPetitions({ ...everything, words });
      expect(matching).toBeGreaterThanOrEqual(slugs.length);
    }),
    { numRuns: 300 },
  );
});

test('a question is cut to what somebody may have meant', () => {
  expect(wordsOf('Привет, МИР! ёж')).toEqual(['привет', 'мир', 'еж']);
  expect(wordsOf('a a a b')).toEqual(['a', 'b']);
  expect(wordsOf('x '.repeat(10_000))).toEqual(['x']);
  expect(wordsOf('w'.repeat(10_000))[0]).toHaveLength(40);
  const many = Array.from({ length: LONGEST_QUESTION }, (_, n) => `w${n}`).join(' ');
  expect(wordsOf(many)).toHaveLength(8);
});

test('petitions stand in the order that was asked for', async () => {
  const soon = new Date(Date.now() + 86_400_000);
  const later = new Date(Date.now() + 9 * 86_400_000);
  const title = 'Pangolins in order';
  const [open, closesLater, closesSoon] = [
    await makePetition({ title }),
    await makePetition({ title, closesAt: later }),
    await makePetition({ title, closesAt: soon }),
  ].map(({ slug }) => slug);
  const inOrder = async (order: PetitionQuery['order']) =>
    (await listPetitions({ ...everything, words: 'pangolin', order })).slugs;
  expect(await inOrder('newest')).toEqual([closesSoon, closesLater, open]);
  expect(await inOrder('closing')).toEqual([closesSoon, closesLater, open]);
  await database().execute(sql`insert into petition_counts (petition_id, confirmed, withdrawn, invalidated, changed_at)
    select id, 9, 2, 0, now() from petitions where slug = ${open ?? ''}`);
  expect((await inOrder('signatures'))[0]).toBe(open);
});

test('VE-11: the order by signatures tells of a sealed petition no more than its number', async () => {
  const title = 'Numbats by number';
  const plain = await makePetition({ title });
  const sealed = await makePetition({ title });
  await database().execute(sql`update petitions set privacy_mode = 'sealed' where id = ${sealed.id}`);
  for (const { confirmed, id } of [
    { id: sealed.id, confirmed: 9 },
    { id: plain.id, confirmed: 6 },
  ])
    await database().execute(sql`insert into petition_counts (petition_id, confirmed, withdrawn, invalidated, changed_at)
      values (${id}, ${confirmed}, 0, 0, now())`);
  const query = { ...everything, words: 'numbat', order: 'signatures' } as const;
  expect((await listPetitions(query)).slugs).toEqual([plain.slug, sealed.slug]);
});

test('pages follow each other, and behind the last one there is none', async () => {
  const title = 'Echidnas on pages';
  for (let n = 0; n < 5; n += 1) await makePetition({ title });
  const page = (number: number) => listPetitions({ ...everything, words: 'echidna', page: number, perPage: 2 });
  const pages = [await page(1), await page(2), await page(3), await page(4)];
  expect(pages.map(({ slugs }) => slugs.length)).toEqual([2, 2, 1, 0]);
  expect(pages.map(({ matching }) => matching)).toEqual([5, 5, 5, 5]);
  expect(new Set(pages.flatMap(({ slugs }) => slugs)).size).toBe(5);
});

test('a list is narrowed by what became of its petitions', async () => {
  const title = 'Ocelots by state';
  const petition = await makePetition({ title });
  const inState = async (state: PetitionQuery['state']) =>
    (await listPetitions({ ...everything, words: 'ocelot', state })).slugs;
  expect([await inState('open'), await inState('closed'), await inState('met')]).toEqual([[petition.slug], [], []]);
  await closePetition(petition);
  expect([await inState('open'), await inState('closed'), await inState('met')]).toEqual([[], [petition.slug], []]);
});
