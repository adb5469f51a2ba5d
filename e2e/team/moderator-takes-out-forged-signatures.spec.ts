import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { currentTime } from '@/db/clock.ts';
import { beginRun } from '@/lib/invalidation/runs.ts';
import { logPath, petitionPath, teamPetitionPath } from '@/lib/urls.ts';
import { makeMember, seat } from '../support/members.ts';
import { expect, type House, test } from '../support/own-petition.ts';
import { type Guarded, guard, lookFor, many, plantSigners } from '../support/removals.ts';
import { confirmByPost, countOn, seeCount, seeHeading } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

async function makePlace(house: House, wish: Parameters<House['makePetition']>[0] = {}): Promise<Guarded> {
  return guard(await house.makePetition(wish));
}

const base = ({ member, petition }: Guarded) => teamPetitionPath(member.coalition.slug, petition.slug);

async function seePlainPage(page: Page): Promise<void> {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], 'nothing scrolls sideways').toBeLessThanOrEqual(widths[1] ?? 0);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('option').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

for (const width of [360, 1280]) {
  test(`a moderator finds forged signatures, takes them out, and brings them back (${width} px)`, async ({
    context,
    house,
    page,
  }) => {
    test.slow();
    const place = await makePlace(house, { title: 'Take it back' });
    await plantSigners(place.petition, [...many(12, { name: 'Forged Person', domain: 'farm.example' }), ...many(5)]);
    const publicPage = petitionPath('en', place.petition.slug);
    await page.setViewportSize({ width, height: 800 });
    await seat(context, place.member);
    await seeCount(page, publicPage, 17);

    await page.goto(`${base(place)}/signatures`);
    await seeHeading(page, 'Signatures');
    await expect(page.getByText('Forged Person')).toHaveCount(0);
    await page.getByLabel('Name', { exact: true }).fill('forged');
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('12 signatures match. Looked through all 17.');
    expect(page.url()).not.toContain('forged');
    await expect(page.getByRole('cell', { name: 'Forged Person' })).toHaveCount(12);
    await expect(page.getByText('farm.example')).toHaveCount(0);
    await seePlainPage(page);

    await page.getByRole('button', { name: 'Make a removal of these' }).click();
    await seeHeading(page, 'New removal');
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('forged');
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Choose a reason');
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('forged');
    await expect(page).toHaveTitle(/^Error: /);
    await seePlainPage(page);
    await page.getByLabel('Reason').selectOption({ label: 'In other people’s names' });
    await page.getByRole('button', { name: 'Look', exact: true }).click();

    await expect(page.getByText('12 signatures were found among 17.')).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('cell', { name: 'Forged Person' })).toHaveCount(10);
    await seePlainPage(page);
    await page.getByRole('button', { name: 'Take 12 signatures out of the count' }).click();
    await expect(page.getByRole('alert')).toContainText('Tick “Yes, take them out of the count” first');
    await page.getByLabel('Yes, take them out of the count').check();
    await page.getByRole('button', { name: 'Take 12 signatures out of the count' }).click();
    await expect(page.getByText('12 signatures were taken out of the count.')).toBeVisible({ timeout: 15_000 });
    const run = page.url();

    await seeCount(page, publicPage, 5);
    await page.getByRole('link', { name: 'What was taken out?' }).first().click();
    await expect(page.getByRole('heading', { level: 2, name: 'What was taken out of the count' })).toBeVisible();
    await expect(page.getByText('In other people’s names')).toBeVisible();
    await expect(page.getByRole('heading', { name: '12 signatures' })).toBeVisible();
    await expect(page.getByText('What is left is the count: 5')).toBeVisible();
    await expect(page.getByText(/forged person|farm\.example/i)).toHaveCount(0);

    await page.goto(run);
    await seePlainPage(page);
    await page.getByLabel('Yes, bring them back').check();
    await page.getByRole('button', { name: 'Undo this removal' }).click();
    await expect(page.getByText(/^Undone on/)).toBeVisible({ timeout: 15_000 });
    await seeCount(page, publicPage, 17);
    await page.goto(logPath('en', place.petition.slug));
    await expect(page.getByText(/Undone on/)).toBeVisible();
    await page.goto(`${base(place)}/invalidations`);
    await expect(page.getByRole('row', { name: /undone 12 12/ })).toBeVisible();
    await seePlainPage(page);
  });
}

test('all of it works without a script', async ({ browser, house }) => {
  const place = await makePlace(house);
  await plantSigners(place.petition, [...many(3, { domain: 'farm.example' }), ...many(2)]);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await seat(context, place.member);
  await page.goto(`${base(place)}/invalidations`);
  await page.getByRole('link', { name: 'New removal' }).click();
  await page.getByLabel('Address domain').fill('@Farm.example');
  await page.getByLabel('Reason').selectOption({ label: 'Made by a machine' });
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  const lookUntil = async (words: RegExp) => {
    await expect(async () => {
      const again = page.getByRole('link', { name: 'Look again' });
      if (await again.isVisible()) await again.click();
      await expect(page.getByText(words)).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 15_000 });
  };
  await lookUntil(/3 signatures were found among 5/);
  await expect(page.getByRole('cell', { name: 'farm.example' })).toHaveCount(3);
  await page.getByLabel('Yes, take them out of the count').check();
  await page.getByRole('button', { name: 'Take 3 signatures out of the count' }).click();
  await lookUntil(/3 signatures were taken out/);
  await context.close();
});

test('a run that moved on meanwhile says so, and does nothing', async ({ context, house, page }) => {
  const place = await makePlace(house);
  await plantSigners(place.petition, many(2));
  await seat(context, place.member);
  const run = await lookFor(place, { until: '2100-01-01' });
  const path = `${base(place)}/invalidations/${run}`;
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByText('2 signatures were found')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  const other = await context.newPage();
  await other.goto(path);
  await other.getByRole('button', { name: 'Leave them in the count' }).click();
  await expect(other.getByText('Stopped before anything was taken out.')).toBeVisible();
  await page.getByLabel('Yes, take them out of the count').check();
  await page.getByRole('button', { name: 'Take 2 signatures out of the count' }).click();
  await expect(page.getByRole('alert')).toContainText('moved on meanwhile');
  await page.goto(petitionPath('en', place.petition.slug));
  await expect(countOn(page, 2)).toBeVisible();
});

test('whoever was taken out reads so on their own page, and is told where it says why', async ({ house, page }) => {
  const place = await makePlace(house);
  const token = await confirmByPost({ email: newAddress(), name: 'Taken Out', slug: place.petition.slug });
  await page.goto(`/en/signatures/${token}`);
  await seeHeading(page, 'Your signature counts');
  const run = await lookFor(place, { name: 'taken out' });
  await expect(async () => {
    expect(await beginRun(place.member, place.team, run, await currentTime())).toBe('begun');
  }).toPass({ timeout: 15_000 });
  await expect(async () => {
    await page.goto(`/en/signatures/${token}`);
    await seeHeading(page, 'Your signature was taken out of the count');
  }).toPass({ timeout: 15_000 });
  await page.getByRole('link', { name: 'See what was taken out' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'What was taken out of the count' })).toBeVisible();
});

test('signals lead to a search and to a removal', async ({ context, house, page }) => {
  const place = await makePlace(house);
  await plantSigners(place.petition, [...many(20, { name: 'Same Name', domain: 'farm.example' }), ...many(1)]);
  await seat(context, place.member);
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${base(place)}/signals`);
  await expect(page.getByText('Nothing here proves anything')).toBeVisible();
  await expect(page.getByText('Same Name')).toHaveCount(0);
  await page.getByRole('button', { name: 'Look through the latest' }).click();
  await expect(page.getByText('Same Name: 20 times')).toBeVisible();
  await seePlainPage(page);
  await page
    .getByRole('listitem')
    .filter({ hasText: 'farm.example' })
    .getByRole('button', { name: 'Look at these' })
    .click();
  await expect(page.getByRole('status')).toContainText('20 signatures match.');
  await expect(page.getByRole('cell', { name: 'farm.example' })).toHaveCount(20);
});

test('no role but owner and moderator comes near the signatures, and no other coalition', async ({
  context,
  house,
  page,
}) => {
  const place = await makePlace(house);
  const run = await lookFor(place, { until: '2100-01-01' });
  const places = ['signatures', 'signals', 'invalidations', 'invalidations/new', `invalidations/${run}`];
  const coalitionId = place.member.coalition.id;
  for (const role of ['analyst', 'translator', 'editor'] as const) {
    await seat(context, await makeMember({ coalitionId, role }));
    for (const name of places) {
      const path = `${base(place)}/${name}`;
      expect((await page.request.get(path)).status(), `${role} reads ${name}`).toBe(403);
      const headers = { 'sec-fetch-site': 'same-origin' };
      const form = { act: 'cancel', name: 'x', reason: 'bot' };
      expect((await page.request.post(path, { headers, form })).status(), `${role} posts ${name}`).toBe(403);
    }
  }
  await seat(context, (await makePlace(house)).member);
  for (const name of places) expect((await page.request.get(`${base(place)}/${name}`)).status()).toBe(404);
  const own = await makePlace(house);
  await seat(context, own.member);
  for (const id of [run, 'nothing', '00000000-0000-4000-8000-000000000000']) {
    expect((await page.request.get(`${base(own)}/invalidations/${id}`)).status()).toBe(404);
  }
});

test('the pages run from right to left, and say so in the member’s language', async ({ context, house, page }) => {
  const place = await makePlace(house);
  const { id } = place.member.coalition;
  await plantSigners(place.petition, many(3, { name: 'مريم', country: 'DE' }));
  await seat(context, await makeMember({ coalitionId: id, role: 'moderator', language: 'ar' }));
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${base(place)}/signatures`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.getByRole('main').locator('form').getByRole('button').first().click();
  await expect(page.getByRole('cell', { name: 'مريم' })).toHaveCount(3);
  await seePlainPage(page);
  await page.goto(`${base(place)}/invalidations/new`);
  await seePlainPage(page);
});

test('before the first removal the list says how to begin', async ({ context, house, page }) => {
  const place = await makePlace(house);
  await seat(context, place.member);
  await page.goto(`${base(place)}/invalidations`);
  await expect(page.getByText('Nothing has been taken out yet.')).toBeVisible();
  await seePlainPage(page);
});
