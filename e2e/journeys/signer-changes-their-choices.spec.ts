import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { confirmByPost, post, seeCount, seeHeading } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

test('letters are stopped with one button, and come again only to the address that signed', async ({ page }) => {
  const email = newAddress();
  const token = await confirmByPost({ email, fields: { updates: 'yes' } });
  await page.goto(`/en/signatures/${token}`);
  await expect(page.getByText('You get letters about this petition.')).toBeVisible();
  await page.getByRole('link', { name: 'Change letters' }).click();
  await expect(page.getByLabel('Write to me about this petition')).toBeChecked();
  await page.getByRole('button', { name: 'Stop all letters' }).click();
  await expect(page.locator('p[role=status]')).toHaveText('Saved.');
  await expect(page.getByLabel('Write to me about this petition')).not.toBeChecked();
  await page.getByRole('link', { name: 'Back to your signature' }).click();
  await expect(page.getByText('You get no letters. We have forgotten your address.')).toBeVisible();

  await page.getByRole('link', { name: 'Change letters' }).click();
  await page.getByLabel('Write to me about this petition').check();
  for (const [typed, problem] of [
    ['', 'Enter your email address'],
    ['not an address', 'Email address must look like name@example.org, in Latin letters before the @'],
    [newAddress(), 'Email address must be the one you signed with'],
  ] as const) {
    await page.getByLabel('Email address').fill(typed);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByRole('alert')).toBeFocused();
    await expect(page.getByLabel('Email address')).toHaveValue(typed);
    await expect(page.getByLabel('Write to me about this petition')).toBeChecked();
    await page.getByRole('link', { name: problem }).click();
    await expect(page.getByLabel('Email address')).toBeFocused();
  }
  await page.getByLabel('Email address').fill(` ${email.toUpperCase()} `);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('p[role=status]')).toHaveText('Saved.');
  await expect(page.getByLabel('Write to me about this petition')).toBeChecked();
});

test('a mailbox provider stops letters with one request that says nothing of itself', async ({ page }) => {
  const token = await confirmByPost({ email: newAddress(), fields: { updates: 'yes' } });
  const following = `/en/signatures/${token}/following`;
  for (const method of ['GET', 'HEAD']) await fetch(siteUrl + following, { method });
  await page.goto(following);
  await expect(page.getByLabel('Write to me about this petition')).toBeChecked();

  const answer = await fetch(siteUrl + following, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual',
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.has('set-cookie')).toBe(false);
  await page.goto(following);
  await expect(page.getByLabel('Write to me about this petition')).not.toBeChecked();
});

test('a request that says nothing of itself can stop letters and never order them', async ({ page }) => {
  const email = newAddress();
  const token = await confirmByPost({ email });
  await fetch(`${siteUrl}/en/signatures/${token}/following`, {
    method: 'POST',
    body: new URLSearchParams({ updates: 'yes', email }),
  });
  await page.goto(`/en/signatures/${token}`);
  await expect(page.getByText('You get no letters.')).toBeVisible();
});

test('erasing the details leaves the signature in the count', async ({ house, page }) => {
  const { slug } = await house.makePetition();
  const token = await confirmByPost({ email: newAddress(), slug, name: 'Ephemera Jones', fields: { updates: 'yes' } });
  await seeCount(page, `/en/petitions/${slug}`, 1);
  await page.goto(`/en/signatures/${token}`);
  await expect(page.getByText('Ephemera Jones')).toBeVisible();

  await page.getByRole('link', { name: 'Delete my details, keep my signature' }).click();
  await seeHeading(page, 'Delete your details?');
  await page.getByRole('link', { name: 'Keep my details' }).click();
  await expect(page.getByText('Ephemera Jones')).toBeVisible();
  await page.getByRole('link', { name: 'Delete my details, keep my signature' }).click();
  await page.getByLabel('Yes, delete my details').check();
  await page.getByRole('button', { name: 'Delete my details' }).click();
  await seeHeading(page, 'Your signature counts');
  await expect(page.getByText('Your details are deleted. Your signature still counts.')).toBeVisible();
  await expect(page.getByText('Ephemera Jones')).toHaveCount(0);

  await page.goto(`/en/signatures/${token}/following`);
  await expect(page.getByText('Your details are deleted, so no letters can be sent.')).toBeVisible();
  await seeCount(page, `/en/petitions/${slug}`, 1);

  await page.goto(`/en/signatures/${token}`);
  await page.getByRole('link', { name: 'Withdraw my signature' }).click();
  await page.getByLabel('Yes, withdraw my signature').check();
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await seeCount(page, `/en/petitions/${slug}`, 0);
});

test('whether the name is delivered can be chosen and taken back', async ({ page }) => {
  const token = await confirmByPost({ email: newAddress() });
  const box = page.getByLabel('Deliver my name to the addressee');
  await page.goto(`/en/signatures/${token}`);
  await expect(box).not.toBeChecked();
  for (const wanted of [true, false]) {
    await box.setChecked(wanted);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('p[role=status]')).toHaveText('Saved.');
    await page.goto(`/en/signatures/${token}`);
    await expect(box).toBeChecked({ checked: wanted });
  }
});

test('choosing to be delivered changes nothing about letters', async ({ page }) => {
  const token = await confirmByPost({ email: newAddress(), fields: { updates: 'yes' } });
  await post(`/en/signatures/${token}`, { deliver: 'yes' });
  await page.goto(`/en/signatures/${token}/following`);
  await expect(page.getByLabel('Write to me about this petition')).toBeChecked();
});
