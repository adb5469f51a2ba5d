import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';

test('AP-01: the count is told with exactly these keys, and nothing else of the petition', async ({ house }) => {
  const { slug } = await house.makePetition();
  const answer = await fetch(`${siteUrl}/api/v1/petitions/${slug}/count`);
  expect(answer.status).toBe(200);
  const told = (await answer.json()) as object;
  expect(Object.keys(told).sort()).toEqual(['as_of', 'checkpoint', 'count', 'goal', 'slug']);
});

test('AP-01: what is told of a petition that is not there names nothing', async () => {
  const answer = await fetch(`${siteUrl}/api/v1/petitions/nothing-here/count`);
  expect(answer.status).toBe(404);
  expect(JSON.stringify(await answer.json())).not.toContain('nothing-here');
});
