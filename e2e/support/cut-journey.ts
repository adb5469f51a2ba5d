import type { Browser } from '@playwright/test';
import { letterTo, linkIn } from './mailbox.ts';
import { expect } from './own-petition.ts';
import { decreePage, seeHeading, signOnPage } from './signer.ts';
import { newAddress } from './world.ts';

/** Signs, confirms, chooses and withdraws with HTML alone, through whatever stands on this port. */
export async function goThrough(browser: Browser, port: number): Promise<void> {
  const origin = `http://localhost:${port}`;
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: false });
  const page = await context.newPage();
  const email = newAddress();
  expect((await page.goto(decreePage()))?.status()).toBe(200);
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await signOnPage(page, { email });
  await page.goto(linkIn(await letterTo(email), 'confirmation'));
  await page.getByRole('main').getByRole('checkbox').check();
  await page.getByRole('main').getByRole('button').first().click();
  await seeHeading(page, 'Your signature counts');
  await page.getByRole('link', { name: 'Withdraw my signature' }).click();
  await page.getByLabel('Yes, withdraw my signature').check();
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await seeHeading(page, 'Your signature is withdrawn');
  await context.close();
}
