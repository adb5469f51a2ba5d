import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { expect, makePetition, makeShareLink, test } from '@/e2e/support/world.ts';
import { makeMissingLinks } from './share-links.ts';

const linksOf = (petitionId: string) =>
  database().select().from(schema.shareLinks).where(eq(schema.shareLinks.petitionId, petitionId));
const makeThem = (petitionId: string) => database().transaction((tx) => makeMissingLinks(tx, petitionId));

test('the coalition and each partner get one link per channel, and those that are there stay', async () => {
  const made = await makePetition({ partners: 3 });
  const known = await makeShareLink(made, made.partners[0]?.id ?? null);
  await makeThem(made.id);
  const links = await linksOf(made.id);
  expect(links).toHaveLength(4 * schema.shareChannels.length);
  expect(
    links
      .filter(({ partnerId }) => partnerId === null)
      .map(({ channel }) => channel)
      .sort(),
  ).toEqual([...schema.shareChannels].sort());
  expect(links.map(({ code }) => code)).toContain(known);
  expect(new Set(links.map(({ code }) => code)).size).toBe(links.length);
});

test('made again, they are the same', async () => {
  const made = await makePetition();
  await makeThem(made.id);
  const before = await linksOf(made.id);
  await makeThem(made.id);
  expect(await linksOf(made.id)).toEqual(before);
});
