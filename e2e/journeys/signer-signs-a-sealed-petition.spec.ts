import { fingerprintOf } from '@/lib/keys/age.ts';
import { letterTo, linkIn } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { loseKeys, makeSealedPetition } from '../support/sealing.ts';
import { decreeSlug, fillForm, pressSign, seeHeading, signOnPage } from '../support/signer.ts';
import { keptOf, newAddress } from '../support/world.ts';

test('AD-11: a sealed petition shows the fingerprint of its key beside the form', async ({ house: _, page }) => {
  const { key, petition } = await makeSealedPetition();
  await page.goto(`/en/petitions/${petition.slug}`);
  await expect(page.getByText(fingerprintOf(key.recipient))).toBeVisible();
  await expect(page.getByText('This number moves in steps of five')).toBeVisible();
  await page.goto(`/en/petitions/${decreeSlug}`);
  await expect(page.getByText('sealed to the key with this fingerprint')).toHaveCount(0);
});

test('who signs a sealed petition is told that nothing can be shown, counts, and can leave', async ({
  house: _,
  page,
}) => {
  const { petition } = await makeSealedPetition();
  const email = newAddress();
  await page.goto(`/en/petitions/${petition.slug}`);
  await expect(page.getByText('What you type is sealed before it is stored.')).toBeVisible();
  await signOnPage(page, { email, name: 'Rosalind Sealed' });

  await page.goto(linkIn(await letterTo(email), 'confirmation'));
  await expect(page.getByText('What was entered is sealed. This site cannot open it')).toBeVisible();
  await expect(page.getByText('Rosalind Sealed')).toHaveCount(0);
  await page.getByLabel('Yes, I want to sign').check();
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await seeHeading(page, 'Your signature counts');
  await expect(page.getByText('Your details are sealed. This site cannot open them')).toBeVisible();
  const mine = page.url();
  await page.goto(`${mine}/following`);
  await expect(page.getByText('What you chose is sealed, and this site cannot change it.')).toBeVisible();

  await page.goto(mine);
  await page.getByRole('link', { name: 'Delete my details, keep my signature' }).click();
  await page.getByLabel('Yes, delete my details').check();
  await page.getByRole('button', { name: 'Delete my details' }).click();
  await expect(page.getByText('Your details are deleted. Your signature still counts.')).toBeVisible();
  await page.getByRole('link', { name: 'Withdraw my signature' }).click();
  await page.getByLabel('Yes, withdraw my signature').check();
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await seeHeading(page, 'Your signature is withdrawn');
});

test('PV-03: without its key a sealed petition answers 503, keeps what was typed in the form, and stores nothing', async ({
  house: _,
  page,
}) => {
  const { petition } = await makeSealedPetition();
  await page.goto(`/en/petitions/${petition.slug}`);
  const email = newAddress();
  await fillForm(page, { email, name: 'Kept In The Form' });
  await loseKeys(petition);
  // The site hears of it with its next beat, a second later at most.
  await page.waitForTimeout(2_500);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await pressSign(page);
  expect((await answered).status()).toBe(503);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kept In The Form');
  await expect(page.getByLabel('Email address', { exact: true })).toHaveValue(email);
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0, signatures: 0 });
});
