import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { coalitionPath, petitionPath, teamPetitionPath } from '@/lib/urls.ts';
import { seat } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { fillForm, pressSign, seeHeading } from '../support/signer.ts';
import { ownerOf } from '../support/versions.ts';
import { newAddress } from '../support/world.ts';

async function seePlainPage(page: Page): Promise<void> {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], 'nothing scrolls sideways').toBeLessThanOrEqual(widths[1] ?? 0);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

/** Memory and caches hold a public page for a second or two. */
const seeOnPublicPage = (page: Page, path: string, text: string) =>
  expect(async () => {
    await page.goto(path);
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 10_000 });

for (const width of [360, 1280]) {
  test(`an owner closes a petition in public, and opens it again (${width} px)`, async ({ context, house, page }) => {
    test.slow();
    const petition = await house.makePetition({ title: 'Close me' });
    const { owner } = await ownerOf(petition);
    await seat(context, owner);
    await page.setViewportSize({ width, height: 800 });
    const closing = `${teamPetitionPath(owner.coalition.slug, petition.slug)}/closing`;
    const publicPage = petitionPath('en', petition.slug);
    await page.goto(closing);
    await seePlainPage(page);
    await page.getByRole('button', { name: 'Close the petition' }).click();
    await expect(page.getByRole('alert').getByRole('link')).toHaveCount(2);
    await page.getByLabel('English').fill('The decree was signed.');
    await page.getByLabel('Русский').fill('Указ подписан.');
    await page.getByRole('button', { name: 'Close the petition' }).click();
    await expect(page.getByLabel('English')).toHaveValue('The decree was signed.');
    await page.getByLabel('Yes, close the petition now').check();
    await page.getByRole('button', { name: 'Close the petition' }).click();
    await expect(page.getByRole('status')).toContainText('The petition is closed.');
    await seePlainPage(page);
    await seeOnPublicPage(page, publicPage, 'The decree was signed.');
    await seePlainPage(page);
    await page.goto(petitionPath('ru', petition.slug));
    await expect(page.getByText('Указ подписан.').first()).toBeVisible();

    await page.goto(closing);
    await page.getByLabel('New closing date and time').fill('2020-01-01T00:00');
    await page.getByLabel('English').fill('It was taken back.');
    await page.getByRole('button', { name: 'Open the petition again' }).click();
    await expect(page.getByRole('alert')).toContainText('Closing date must lie in the future');
    await page.getByLabel('New closing date and time').fill('');
    await page.getByRole('button', { name: 'Open the petition again' }).click();
    await expect(page.getByRole('status')).toContainText('open again');
    await seeOnPublicPage(page, publicPage, 'It was taken back.');
    await expect(page.getByRole('button', { name: 'Sign', exact: true })).toBeVisible();
  });
}

test('signing is paused in one click and resumed in one, and nothing typed is lost', async ({
  context,
  house,
  page,
}) => {
  test.slow();
  const petition = await house.makePetition({ title: 'Pause me' });
  const { owner } = await ownerOf(petition);
  await seat(context, owner);
  const switches = `${coalitionPath(owner.coalition.slug)}/switches`;
  const publicPage = petitionPath('en', petition.slug);
  const visitor = await context.newPage();
  await visitor.goto(publicPage);
  await fillForm(visitor, { email: newAddress(), name: 'Kept Name' });

  await page.goto(switches);
  await seePlainPage(page);
  await page.getByRole('button', { name: 'Pause signing' }).click();
  await expect(page.getByRole('status')).toContainText('Signing is paused.');
  await expect(page.getByText('By A owner, since')).toBeVisible();
  await seeOnPublicPage(page, publicPage, 'The organisers have paused signing for the time being.');
  await seePlainPage(page);

  const answer = visitor.waitForResponse((response) => response.request().method() === 'POST');
  await pressSign(visitor);
  expect((await answer).status()).toBe(503);
  expect((await answer).headers()['retry-after']).toBe('30');
  await seeHeading(visitor, 'Signing is paused');
  await expect(visitor.locator('input[name=name]')).toHaveValue('Kept Name');

  await page.goto(switches);
  await page.getByRole('button', { name: 'Resume signing' }).click();
  await expect(page.getByRole('status')).toContainText('Signing works again.');
  await expect(async () => {
    await visitor.getByRole('button', { name: 'Try again' }).click();
    await seeHeading(visitor, 'Look in your inbox');
  }).toPass({ timeout: 10_000 });
});

test('a banner stands above the public pages, and all petitions close with one reason', async ({
  context,
  house,
  page,
}) => {
  test.slow();
  const petition = await house.makePetition({ title: 'Close us all' });
  const { owner } = await ownerOf(petition);
  await seat(context, owner);
  const switches = `${coalitionPath(owner.coalition.slug)}/switches`;
  await page.goto(switches);
  await page.getByRole('button', { name: 'Show the banner' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter the banner in one language at least');
  await page.getByLabel('English').fill('A copy of this site is going round: trust only this address.');
  await page.getByRole('button', { name: 'Show the banner' }).click();
  await expect(page.getByRole('status')).toContainText('The banner is shown.');
  for (const path of [petitionPath('en', petition.slug), `/en/campaigns/${petition.campaign.slug}`]) {
    await seeOnPublicPage(page, path, 'trust only this address');
  }
  await page.goto(switches);
  await page.getByRole('link', { name: 'Close all petitions' }).click();
  await expect(page.getByText('1 petition is open:')).toBeVisible();
  await seePlainPage(page);
  await page.getByLabel('English').fill('The site was taken over.');
  await page.getByLabel('Yes, close all of them now').check();
  await page.getByRole('button', { name: 'Close all', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('1 petition is closed.');
  await seeOnPublicPage(page, petitionPath('en', petition.slug), 'The site was taken over.');
});
