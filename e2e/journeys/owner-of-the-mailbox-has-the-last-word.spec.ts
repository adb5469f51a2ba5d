import { letterTo, linkIn } from '../support/mailbox.ts';
import { confirmByLetter, decreePage, seeHeading, signByPost } from '../support/signer.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

test('SA-12: whose address was typed by somebody else corrects what was entered, and confirms', async ({ page }) => {
  const email = newAddress();
  await signByPost({ email, name: 'Somebody Elses Joke', fields: { country: 'DE', updates: 'yes' } });
  await page.goto(linkIn(await letterTo(email), 'confirmation'));
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Somebody Elses Joke');
  await expect(page.getByLabel('Country')).toHaveValue('DE');
  await expect(page.getByLabel('Write to me about this petition')).toBeChecked();

  await page.getByLabel('Name', { exact: true }).fill('=Anna');
  await page.getByLabel('Country').selectOption('FI');
  await page.getByLabel('Write to me about this petition').uncheck();
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await expect(page.getByRole('link', { name: 'Name must not begin with =, +, - or @' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Tick “Yes, I want to sign” first' })).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('=Anna');
  await expect(page.getByLabel('Country')).toHaveValue('FI');
  await expect(page.getByLabel('Write to me about this petition')).not.toBeChecked();

  await page.getByLabel('Name', { exact: true }).fill('Anna Herself');
  await page.getByLabel('Yes, I want to sign').check();
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await seeHeading(page, 'Your signature counts');
  await expect(page.getByText('Anna Herself')).toBeVisible();
  await expect(page.getByText('Somebody Elses Joke')).toHaveCount(0);
});

test('whoever changes nothing confirms with one tick and one click', async ({ page }) => {
  const email = newAddress();
  await page.goto(decreePage());
  await signByPost({ email, name: 'Anna Herself' });
  await confirmByLetter(page, email);
  await expect(page.getByText('Anna Herself')).toBeVisible();
});
