import { lettersTo, letterTo, linkIn, linksIn } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { confirmByLetter, decreePage, seeCount, seeHeading, signByPost, signOnPage } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

test('before confirming, the owner of the mailbox sees all that was typed', async ({ page }) => {
  const email = newAddress();
  const fields = { country: 'GE', deliver: 'yes' };
  const token = await signByPost({ email, name: 'Typed By Somebody', fields });
  await page.goto(`/en/signatures/${token}`);
  await seeHeading(page, 'Confirm your signature');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Typed By Somebody');
  await expect(page.getByLabel('Country')).toHaveValue('GE');
  await expect(page.getByLabel('Deliver my name to the addressee')).toBeChecked();
  await expect(page.getByLabel('Write to me about this petition')).not.toBeChecked();
});

test('a signature counts once it is confirmed, and no longer once it is withdrawn', async ({ house, page }) => {
  const email = newAddress();
  const petition = `/en/petitions/${(await house.makePetition()).slug}`;
  await seeCount(page, petition, 0);

  await signOnPage(page, { email });
  await page.getByRole('link', { name: 'Back to the petition' }).click();
  await seeHeading(page, 'Sign the decree');
  await seeCount(page, petition, 0);

  await confirmByLetter(page, email);
  const mine = page.url();
  await seeCount(page, petition, 1);

  await page.goto(mine);
  await page.getByRole('link', { name: 'Withdraw my signature' }).click();
  await seeHeading(page, 'Withdraw your signature?');
  await page.getByLabel('Yes, withdraw my signature').check();
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await seeHeading(page, 'Your signature is withdrawn');
  await seeCount(page, petition, 0);

  for (const link of [mine, linkIn(await letterTo(email), 'confirmation')]) {
    expect((await page.goto(link))?.status()).toBe(404);
    await seeHeading(page, 'This link leads nowhere now');
  }
});

test('who withdrew can sign again', async ({ house, page }) => {
  const email = newAddress();
  const petition = `/en/petitions/${(await house.makePetition()).slug}`;
  await page.goto(petition);
  await signOnPage(page, { email });
  await confirmByLetter(page, email);
  await page.getByRole('link', { name: 'Withdraw my signature' }).click();
  await page.getByLabel('Yes, withdraw my signature').check();
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await page.getByRole('link', { name: 'Back to the petition' }).click();

  await signOnPage(page, { email });
  await page.goto(linkIn(await letterTo(email, 2), 'confirmation'));
  await page.getByLabel('Yes, I want to sign').check();
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await seeHeading(page, 'Your signature counts');
  await seeCount(page, petition, 1);
});

test('keeping the signature leads back from the question to withdraw', async ({ page }) => {
  const email = newAddress();
  await page.goto(decreePage());
  await signOnPage(page, { email });
  await confirmByLetter(page, email);
  await page.getByRole('link', { name: 'Withdraw my signature' }).click();
  await page.getByRole('link', { name: 'Keep my signature' }).click();
  await seeHeading(page, 'Your signature counts');
});

test('the links to pass on say nothing about the signer', async ({ page }) => {
  const email = newAddress();
  await page.goto(decreePage());
  await signOnPage(page, { email, name: 'Rosalind Passer-On' });
  await confirmByLetter(page, email);
  const token = page.url().split('/').at(-1) ?? '';

  const links = [await page.getByLabel('Words and link to copy').inputValue()];
  for (const name of ['Telegram', 'WhatsApp', 'VK', 'Email']) {
    links.push((await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? '');
  }
  expect(links[0]).toContain(` ${siteUrl}/s/k7m2qa`);
  for (const link of links) {
    const read = decodeURIComponent(link);
    expect(read).toContain(`${siteUrl}/`);
    for (const secret of [token, email, email.split('@')[0] ?? '', 'Rosalind']) expect(read).not.toContain(secret);
  }
});

test('the letter names neither the petition nor the signer, and loads nothing', async ({ page }) => {
  const email = newAddress();
  await page.goto(decreePage());
  await signOnPage(page, { email, name: 'Rosalind Secret' });
  const letter = await letterTo(email);
  for (const word of ['Rosalind', 'decree', 'mobilisation', 'petition', 'President']) {
    expect(`${letter.subject} ${letter.html} ${letter.text} ${letter.from}`).not.toContain(word);
  }
  expect(letter.html).not.toMatch(/<img|src=|url\(|@import/i);
  for (const link of linksIn(letter)) expect(new URL(link).origin).toBe(siteUrl);
  expect(await lettersTo(email)).toHaveLength(1);
});
