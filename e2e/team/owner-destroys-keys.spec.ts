import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { coalitionPath, logPath, petitionPath, teamPetitionPath } from '@/lib/urls.ts';
import { seat } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { plantSigned } from '../support/planted.ts';
import { letClosingAge } from '../support/retention.ts';
import { ownerOf } from '../support/versions.ts';

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
  test(`OP-10: an owner warns signers and destroys the keys with a typed word (${width} px)`, async ({
    context,
    house,
    page,
  }) => {
    test.slow();
    const petition = await house.makePetition({ title: 'Destroy my keys' });
    await plantSigned(petition.id, { count: 3, consents: ['deliver'] });
    const { owner } = await ownerOf(petition);
    await seat(context, owner);
    await page.setViewportSize({ width, height: 800 });
    const switches = `${coalitionPath(owner.coalition.slug)}/switches`;
    await page.goto(switches);
    await page.getByRole('button', { name: 'Fill in the text' }).click();
    await expect(page.getByRole('alert')).toContainText('Enter the name of the organisation');
    await page
      .getByLabel('Name of the organisation')
      .fill('The Feminist Anti-War Resistance and its many friends, all 60');
    await page.getByRole('button', { name: 'Fill in the text' }).click();
    await expect(page.getByRole('alert')).toContainText('60 characters or fewer');
    await page
      .getByLabel('Name of the organisation')
      .fill('A group whose name is as long as a group’s name can be, 60 !');
    await page.getByRole('button', { name: 'Fill in the text' }).click();
    await expect(page.getByLabel('Русский')).toHaveValue(/A group whose name/);
    await seePlainPage(page);
    await page.getByRole('button', { name: 'Show the banner' }).click();
    await expect(page.getByRole('status')).toContainText('The banner is shown.');
    await seeOnPublicPage(page, petitionPath('de', petition.slug), 'Die Behörden haben');

    await page.goto(switches);
    await page.getByRole('link', { name: 'Destroy keys' }).click();
    await seePlainPage(page);
    await page.getByRole('button', { name: 'Destroy for ever' }).click();
    await expect(page.getByRole('alert')).toContainText('Choose whose keys are to be destroyed');
    await page.getByLabel('Whose keys').selectOption(petition.slug);
    await page.getByLabel('Type its name').fill('something else');
    await page.getByRole('button', { name: 'Destroy for ever' }).click();
    await expect(page.getByRole('alert')).toContainText(`Type ${petition.slug} to destroy the keys`);
    await seePlainPage(page);
    await page.getByLabel('Type its name').fill(petition.slug);
    await page.getByRole('button', { name: 'Destroy for ever' }).click();
    await expect(page.getByRole('status')).toContainText('The keys of 1 petition are destroyed.');
    await expect(page.getByText('has keys that could be destroyed')).toBeVisible();
    await seePlainPage(page);

    await seeOnPublicPage(page, logPath('en', petition.slug), 'all keys to signers’ details were destroyed');
    await seePlainPage(page);
    await seeOnPublicPage(page, petitionPath('en', petition.slug), 'closed');
    await page.goto(`${coalitionPath(owner.coalition.slug)}/audit`);
    await expect(page.getByText('Destroyed the keys to a petition’s personal data').first()).toBeVisible();
    await page.goto(`${teamPetitionPath(owner.coalition.slug, petition.slug)}/closing`);
    await expect(page.getByText('This petition cannot be opened again.')).toBeVisible();
    await seePlainPage(page);
  });
}

test('OP-10: pages of the panel say in words that the keys are away', async ({ context, house, page }) => {
  test.slow();
  const petition = await house.makePetition({ title: 'Keys away' });
  await plantSigned(petition.id, { count: 3, consents: ['deliver'] });
  const { owner } = await ownerOf(petition);
  await seat(context, owner);
  await page.goto(`${coalitionPath(owner.coalition.slug)}/switches/keys`);
  await page.getByLabel('Whose keys').selectOption('*');
  await page.getByLabel('Type its name').fill(owner.coalition.slug);
  await page.getByRole('button', { name: 'Destroy for ever' }).click();
  await expect(page.getByRole('status')).toBeVisible();
  const base = teamPetitionPath(owner.coalition.slug, petition.slug);
  for (const place of [
    '',
    '/signatures',
    '/signals',
    '/invalidations',
    '/invalidations/new',
    '/exports',
    '/closing',
    '/settings',
  ]) {
    const answer = await page.goto(`${base}${place}`);
    expect([200, 503], place).toContain(answer?.status());
    if (answer?.status() === 503)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('This cannot be read');
    await seePlainPage(page);
  }
});

test('PV-07: two weeks after closing the panel says why a petition stays closed', async ({ context, house, page }) => {
  test.slow();
  const petition = await house.makePetition({ title: 'Closed long ago' });
  await letClosingAge(petition, 13);
  const { owner } = await ownerOf(petition);
  await seat(context, owner);
  await page.goto(`${teamPetitionPath(owner.coalition.slug, petition.slug)}/closing`);
  await expect(page.getByText('You can do this until')).toBeVisible();
  await seePlainPage(page);
});

test('OP-02: to the public there are no metrics', async ({ page }) => {
  const answer = await page.goto('/metrics');
  expect(answer?.status()).toBe(404);
});
