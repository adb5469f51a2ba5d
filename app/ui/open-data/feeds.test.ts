import { parseAtomFeed } from 'feedsmith';
import { GET as readFeed } from '@/app/feed.xml/route.ts';
import { GET as readUpdates } from '@/app/petitions/[slug]/feed.xml/route.ts';
import { database, schema } from '@/db/client.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { writeFeed } from './atom.ts';

const origin = 'http://localhost:3999';
const updatesOf = (slug: string, search = '') =>
  readUpdates(new Request(`${origin}/petitions/${slug}/feed.xml${search}`), { params: Promise.resolve({ slug }) });

test('a feed reader finds the newest petitions, each with its own name for ever', async () => {
  const petition = await makePetition({ title: 'A & B <i>told</i>' });
  const answer = await readFeed(new Request(`${origin}/feed.xml?lang=de`), { params: Promise.resolve({}) });
  expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  const feed = parseAtomFeed(await answer.text());
  expect(feed.entries?.[0]).toMatchObject({ id: `urn:uuid:${petition.id}` });
  expect(JSON.stringify(feed.entries?.[0]?.title)).toContain('A & B <i>told</i>');
  expect(feed.entries?.[0]?.links?.[0]?.href).toBe(`${origin}/de/petitions/${petition.slug}`);
});

test('the updates of a petition come in the language asked for, else in another that is named', async () => {
  const { id, slug } = await makePetition();
  const [update] = await database()
    .insert(schema.updates)
    .values({ petitionId: id, number: 1, publishedAt: new Date('2026-11-01T00:00:00Z') })
    .returning();
  await database()
    .insert(schema.updateTexts)
    .values({ updateId: update?.id ?? '', language: 'ru', title: 'Ответ', body: 'Он **устный**.' });
  await expect.poll(async () => (await findPetition(slug))?.updates.length).toBe(1);
  for (const search of ['', '?lang=ru', '?lang=ar', '?lang=%3Cscript%3E']) {
    const text = await (await updatesOf(slug, search)).text();
    expect(text).toContain('<entry xml:lang="ru">');
    expect(text).toContain('&lt;strong&gt;устный&lt;/strong&gt;');
    expect(parseAtomFeed(text).entries).toMatchObject([{ id: `urn:uuid:${id}#update-1` }]);
  }
});

test('there is no feed of a petition that is not there', async () => {
  expect((await updatesOf('nothing-here')).status).toBe(404);
});

test('WE-04: nothing that is written in a feed ends it, and what XML cannot carry is left out', () => {
  const odd = '\u0000\u0008\ufffe\ud800]]></title><script>"\'&amp;';
  const text = writeFeed({
    id: 'urn:x',
    language: 'en',
    title: odd,
    author: odd,
    updatedAt: new Date(0),
    self: 'https://a.example/?a=1&b="2"',
    page: 'https://a.example/',
    entries: [],
  });
  expect(text).not.toContain('<script>');
  expect(JSON.stringify(parseAtomFeed(text).title)).toContain(']]></title><script>\\"\'&amp;');
});
