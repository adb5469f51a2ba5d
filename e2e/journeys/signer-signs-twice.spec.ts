import { letterTo, linkIn } from '../support/mailbox.ts';
import { confirmByLetter, decreePage, seeHeading, signOnPage } from '../support/signer.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

test('a second signature changes nothing but the letter', async ({ page }) => {
  const email = newAddress();
  await page.goto(decreePage());
  await signOnPage(page, { email });
  const first = { url: page.url(), content: await page.content() };
  await confirmByLetter(page, email);

  await page.goto(decreePage());
  await signOnPage(page, { email: email.toUpperCase() });
  expect({ url: page.url(), content: await page.content() }).toEqual(first);

  const second = await letterTo(`${email.split('@')[0]?.toUpperCase()}@example.org`);
  expect(second.subject).toBe('Nothing more to do');
  await page.goto(linkIn(second, 'signature'));
  await seeHeading(page, 'Your signature counts');
});

test('whoever signs twice before confirming confirms once', async ({ page }) => {
  const email = newAddress();
  for (const name of ['First Try', 'Second Try']) {
    await page.goto(decreePage());
    await signOnPage(page, { email, name });
  }
  const second = await letterTo(email, 2);
  await confirmByLetter(page, email);
  const shown = await page.getByText('Name:').textContent();

  await page.goto(linkIn(second, 'confirmation'));
  await seeHeading(page, 'Your signature counts');
  await expect(page.getByText('Name:')).toHaveText(shown ?? '');
});

test('the confirmation link leads to the signature once it is confirmed', async ({ page }) => {
  const email = newAddress();
  await page.goto(decreePage());
  await signOnPage(page, { email });
  await confirmByLetter(page, email);
  await page.goto(linkIn(await letterTo(email), 'confirmation'));
  await seeHeading(page, 'Your signature counts');
});
