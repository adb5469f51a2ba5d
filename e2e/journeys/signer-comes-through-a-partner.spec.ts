import { expect, test } from '../support/own-petition.ts';
import { confirmByLetter, decreePage, seeHeading, signOnPage } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

test('a partner’s page puts the partner first and counts who came through it', async ({ house, page }) => {
  const email = newAddress();
  const petition = await house.makePetition();
  const path = `/en/petitions/${petition.slug}/with/partner-2`;
  await page.goto(path);
  const said = (await page.getByRole('main').textContent()) ?? '';
  expect(said.startsWith('Partner 2')).toBe(true);
  await expect(page.getByText('0 people have signed through this partner.')).toBeVisible();
  await expect(page.getByText('You are signing through Partner 2.')).toBeVisible();
  await expect(page.getByLabel('Partner 2 may write to me, too')).not.toBeChecked();

  await signOnPage(page, { email });
  await confirmByLetter(page, email);
  await expect(page.getByText('You signed through Partner 2.')).toBeVisible();

  await expect(async () => {
    await page.goto(path);
    await expect(page.getByText('1 person has signed through this partner.')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await page.goto(`/en/petitions/${petition.slug}/with/partner-1`);
  await expect(page.getByText('0 people have signed through this partner.')).toBeVisible();
  await expect(page.getByText(/^1 confirmed signature$/)).toBeVisible();
});

test('a partner’s box stands in the list of partners’ pages and not on the petition’s own', async ({ page }) => {
  await page.goto(decreePage());
  await expect(page.getByLabel(/may write to me, too/)).toHaveCount(0);
  await page.getByRole('link', { name: 'Example: Medics of the Night Shift' }).click();
  await expect(page.getByLabel('Example: Medics of the Night Shift may write to me, too')).toBeVisible();
  await page.getByRole('link', { name: 'See the whole petition' }).click();
  await expect(page.getByLabel(/may write to me, too/)).toHaveCount(0);
});

test('a mistake on a partner’s page comes back on the partner’s page', async ({ page }) => {
  await page.goto(`${decreePage()}/with/night-shift-medics`);
  const box = page.getByLabel('Example: Medics of the Night Shift may write to me, too');
  await box.check();
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByText('You are signing through Example: Medics of the Night Shift.')).toBeVisible();
  await expect(box).toBeChecked();
});

test('a partner’s share link offers that partner’s letters, and the signature stays with it', async ({ page }) => {
  const email = newAddress();
  await page.goto('/s/r8vc5j');
  await expect(page).toHaveURL(`${decreePage()}?share=r8vc5j`);
  const box = page.getByLabel(/^Example: Mothers.* may write to me, too$/);
  await box.check();
  await signOnPage(page, { email });
  await confirmByLetter(page, email);
  await expect(page.getByText(/^.*You signed through Example: Mothers/)).toBeVisible();

  await page.getByRole('link', { name: 'Change letters' }).click();
  await seeHeading(page, 'Letters about this petition');
  await expect(page.getByLabel(/^Example: Mothers.* may write to me, too$/)).toBeChecked();
  await expect(page.getByLabel('Write to me about this petition')).not.toBeChecked();
});

test('a mistake behind a share link does not lose the link', async ({ page }) => {
  const email = newAddress();
  await page.goto('/s/r8vc5j');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await signOnPage(page, { email });
  await confirmByLetter(page, email);
  await expect(page.getByText(/You signed through Example: Mothers/)).toBeVisible();
});

test('the coalition’s own share link offers no partner’s letters', async ({ page }) => {
  await page.goto('/s/w4hx9t');
  await expect(page).toHaveURL(`${decreePage()}?share=w4hx9t`);
  await expect(page.getByRole('button', { name: 'Sign', exact: true })).toBeVisible();
  await expect(page.getByLabel(/may write to me, too/)).toHaveCount(0);
});

test.describe('with a browser that prefers Russian', () => {
  test.use({ locale: 'ru-RU' });

  test('a share link opens the petition in Russian', async ({ page }) => {
    await page.goto('/s/w4hx9t');
    await expect(page).toHaveURL(`${decreePage('ru')}?share=w4hx9t`);
  });
});
