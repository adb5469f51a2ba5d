import { lettersTo, letterTo, linkIn } from '../support/mailbox.ts';
import { confirmByLetter, decreePage, seeHeading, signOnPage } from '../support/signer.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

test('VE-08: “It was not me” deletes, blocks further letters, and the same link lifts the block', async ({ page }) => {
  const email = newAddress();
  await page.goto(decreePage());
  await signOnPage(page, { email });
  const letter = await letterTo(email);
  const refusal = linkIn(letter, 'refusal');

  // Looking changes nothing: the confirmation is still there.
  await page.goto(refusal);
  await seeHeading(page, 'Was it not you?');
  await page.getByRole('link', { name: 'Back' }).click();
  await seeHeading(page, 'Confirm your signature');
  await page.getByRole('link', { name: 'It was not me' }).click();
  await page.getByRole('button', { name: 'Delete it and block letters' }).click();
  await page.getByRole('link', { name: 'Tick “It was not me” first' }).click();
  await page.getByLabel('It was not me').check();
  await page.getByRole('button', { name: 'Delete it and block letters' }).click();
  await seeHeading(page, 'Letters to this address are blocked');

  await page.goto(linkIn(letter, 'confirmation'));
  await seeHeading(page, 'This link leads nowhere now');

  // A letter to somebody else, asked for later, has arrived: so none is on its way to the blocked address.
  await page.goto(decreePage());
  await signOnPage(page, { email });
  const other = newAddress();
  await page.goto(decreePage());
  await signOnPage(page, { email: other });
  await letterTo(other);
  expect(await lettersTo(email)).toHaveLength(1);

  await page.goto(refusal);
  await seeHeading(page, 'Letters to this address are blocked');
  await page.getByRole('button', { name: 'Lift the block' }).click();
  await seeHeading(page, 'The block is lifted');

  await page.goto(decreePage());
  await signOnPage(page, { email });
  await page.goto(linkIn(await letterTo(email, 2), 'confirmation'));
  await seeHeading(page, 'Confirm your signature');
  await page.goto(refusal);
  await seeHeading(page, 'This link leads nowhere now');
});

test('the refusal of a confirmed signature leads to the page where it can be withdrawn', async ({ page }) => {
  const email = newAddress();
  await page.goto(decreePage());
  await signOnPage(page, { email });
  await confirmByLetter(page, email);
  await page.goto(linkIn(await letterTo(email), 'refusal'));
  await seeHeading(page, 'Your signature counts');
});
