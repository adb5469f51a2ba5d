import type { Page } from '@playwright/test';
import { words } from '@/lib/i18n/words.ts';
import { lettersTo } from '../support/mailbox.ts';
import { confirmByLetter, decreePage, fillForm, pressSign, seeHeading } from '../support/signer.ts';
import { crowdSource, fromSource } from '../support/sources.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

/** Makes the visitor one of many behind the same address. */
async function joinCrowd(page: Page): Promise<void> {
  await page.setExtraHTTPHeaders(fromSource(await crowdSource()));
}

test('SA-07: somebody in a crowd signs: with script by work, without it by a wait', async ({
  javaScriptEnabled,
  page,
}) => {
  const email = newAddress();
  await joinCrowd(page);
  await page.goto(decreePage());
  await fillForm(page, { email });
  await page.getByLabel('Country').selectOption('DE');
  await pressSign(page);
  // With script the page goes on by itself, perhaps before anybody has read it.
  if (javaScriptEnabled === false) {
    await seeHeading(page, words('en')('moment.title'));
    await page.getByRole('button', { name: words('en')('moment.submit') }).click();
  }
  await seeHeading(page, 'Look in your inbox');
  await confirmByLetter(page, email);
  expect(await lettersTo(email)).toHaveLength(1);
});
