import { letterTo, linkIn } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { pressSign, seeCount, seeHeading } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

test('where only the count is kept, the form asks for the address and nothing else', async ({ house, page }) => {
  const email = newAddress();
  const petition = `/en/petitions/${(await house.makePetition({ privacyMode: 'count-only' })).slug}`;
  await page.goto(petition);
  const form = page.locator('form#sign');
  await expect(form.getByText('We ask only for your address, and for nothing else.')).toBeVisible();
  await expect(form.getByRole('textbox')).toHaveCount(1);
  await expect(form.getByRole('checkbox')).toHaveCount(0);
  await expect(form.getByRole('combobox')).toHaveCount(0);

  await pressSign(page);
  await expect(page.getByRole('alert')).toContainText('Enter your email address');
  await page.getByLabel('Email address', { exact: true }).fill(email);
  await pressSign(page);
  await seeHeading(page, 'Look in your inbox');

  await page.goto(linkIn(await letterTo(email), 'confirmation'));
  await expect(page.getByText('Only your address was entered.')).toBeVisible();
  await page.getByLabel('Yes, I want to sign').check();
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await seeHeading(page, 'Your signature counts');
  await expect(page.getByText('We keep no name and no address of you.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Delete my details, keep my signature' })).toHaveCount(0);
  const mine = page.url();
  await seeCount(page, petition, 1);

  await page.goto(mine);
  await page.getByRole('link', { name: 'Withdraw my signature' }).click();
  await page.getByLabel('Yes, withdraw my signature').check();
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await seeHeading(page, 'Your signature is withdrawn');
  await seeCount(page, petition, 0);
});
