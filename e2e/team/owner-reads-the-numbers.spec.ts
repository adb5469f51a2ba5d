import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { makeMember, seat } from '../support/members.ts';
import { makeMemberOf, plantCountries } from '../support/numbers.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { confirmByLetter, confirmByPost, signByPost, signOnPage } from '../support/signer.ts';
import { draftPetition, newAddress } from '../support/world.ts';

async function seeNoBarrier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

const fitsThePhone = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

test('an owner makes a link, somebody signs through it, and the numbers say so', async ({
  browser,
  context,
  house,
  page,
}) => {
  test.setTimeout(60_000);
  const { member, petition } = await makeMemberOf(await house.makePetition({ goalSteps: [10, 100] }), {
    role: 'owner',
  });
  const place = `/team/${member.coalition.slug}/petitions/${petition.slug}`;
  await seat(context, member);

  await page.goto(`${place}/links`);
  await expect(page.getByText('There is no link yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose a channel');
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByLabel('Channel').selectOption('Telegram');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('status').first()).toContainText('The link is ready: /s/');
  const link = page.getByRole('main').getByRole('listitem').filter({ hasText: 'The whole coalition · Telegram' });
  const url = (await link.getByText(`${siteUrl}/s/`).textContent()) ?? '';
  await seeNoBarrier(page);

  const stranger = await browser.newContext();
  const phone = await stranger.newPage();
  const email = newAddress();
  await expect(async () => {
    // The site hears of the new link within a second.
    await phone.goto(url);
    await expect(phone.locator('input[name=share]')).toHaveValue(url.split('/s/')[1] ?? '', { timeout: 500 });
  }).toPass();
  await signOnPage(phone, { email });
  await confirmByLetter(phone, email);
  expect(await stranger.cookies()).toEqual([]);
  await stranger.close();

  await expect(async () => {
    await page.goto(`${place}/links`);
    await expect(link.getByText('1 signature', { exact: true })).toBeVisible({ timeout: 500 });
    await expect(link.getByText(/^[1-9]\d* visits?$/)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });

  await page.getByRole('link', { name: 'Numbers' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Numbers' })).toBeVisible();
  const card = (name: string) => page.locator('.card').filter({ has: page.getByRole('heading', { name }) });
  await expect(card('Confirmed now')).toContainText('1');
  await expect(card('Confirmed now')).toContainText('The next goal is 10.');
  await expect(card('Confirmed today').locator('.number')).toHaveText('1');
  await expect(page.getByRole('row', { name: /^The whole coalition · Telegram/ })).toContainText(/1$/);
  await seeNoBarrier(page);

  // The big number follows without a reload.
  await confirmByPost({ email: newAddress(), slug: petition.slug });
  await expect(card('Confirmed now').locator('.number')).toHaveText('2', { timeout: 5_000 });
});

test('behind each chart stands its table', async ({ context, house, page }) => {
  const made = await house.makePetition();
  const { member } = await makeMemberOf(made, { role: 'analyst' });
  await confirmByPost({ email: newAddress(), slug: made.slug });
  await signByPost({ email: newAddress(), slug: made.slug });
  await seat(context, member);
  await expect(async () => {
    await page.goto(`/team/${member.coalition.slug}/petitions/${made.slug}`);
    await expect(page.getByRole('img', { name: 'Per day' })).toHaveAccessibleDescription(
      /In all 1 confirmed and 0 taken out/,
      {
        timeout: 500,
      },
    );
  }).toPass();
  for (const name of ['Per hour, last 48 hours', 'Per day']) {
    const section = page.getByRole('region', { name, exact: true });
    await section.getByText('Show as a table').click();
    await expect(section.getByRole('table').getByRole('row').nth(1).getByRole('cell')).toHaveText(['2', '1', '0', '0']);
  }
  await seeNoBarrier(page);
});

test('the numbers fit a phone, in every direction, and small countries stay together', async ({
  context,
  house,
  page,
}) => {
  const made = await house.makePetition();
  await plantCountries(made, { DE: 40, RU: 90, AM: 4, GE: 2 });
  await page.setViewportSize({ width: 360, height: 740 });
  for (const language of ['en', 'ar'] as const) {
    const { member } = await makeMemberOf(made, { role: 'owner', language });
    await seat(context, member);
    for (const part of ['', '?days=90', '/links']) {
      await page.goto(`/team/${member.coalition.slug}/petitions/${made.slug}${part}`);
      await fitsThePhone(page);
      await seeNoBarrier(page);
    }
    if (language === 'ar') continue;
    await page.goto(`/team/${member.coalition.slug}/petitions/${made.slug}`);
    await expect(page.getByRole('row', { name: /^Other countries, each under 10/ })).toContainText('6');
    await expect(page.getByText('Armenia')).toHaveCount(0);
  }
});

test('before publication the page says what to do first', async ({ context, house, page }) => {
  expect(house).toBeTruthy();
  const draft = await draftPetition();
  const member = await makeMember({ coalitionId: draft.coalitionId, role: 'editor' });
  await seat(context, member);
  await page.goto(`/team/${member.coalition.slug}/petitions/${draft.slug}`);
  await expect(page.getByText('there is nothing to count yet')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Write the text first' })).toBeVisible();
});
