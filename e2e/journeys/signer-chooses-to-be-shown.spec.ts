import { letterTo, linkIn } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { fillForm, pressSign, seeHeading } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

test('PV-08: who chooses to be shown stands on the petition, and no longer once they take it back', async ({
  house,
  page,
}) => {
  const petition = `/en/petitions/${(await house.makePetition({ privacyMode: 'public' })).slug}`;
  const email = newAddress();
  await page.goto(petition);
  await expect(page.getByLabel('No, do not show me')).toBeChecked();
  await fillForm(page, { email, name: 'Rosalind <b>Shown</b>' });
  await page.getByLabel('My full name.').check();
  await pressSign(page);
  await seeHeading(page, 'Look in your inbox');
  await page.goto(linkIn(await letterTo(email), 'confirmation'));
  await expect(page.getByLabel('My full name.')).toBeChecked();
  await page.getByLabel('Yes, I want to sign').check();
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await seeHeading(page, 'Your signature counts');
  const mine = page.url();

  const shown = page.getByRole('region', { name: 'Some of those who signed' }).getByText('Rosalind <b>Shown</b>');
  await expect(async () => {
    await page.goto(petition);
    await expect(shown).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 40_000 });

  await page.goto(mine);
  await page.getByLabel('No, do not show me').check();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(async () => {
    await page.goto(petition);
    await expect(shown).toHaveCount(0, { timeout: 500 });
  }).toPass({ timeout: 60_000 });
});
