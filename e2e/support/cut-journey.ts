import type { Browser } from '@playwright/test';
import { expect } from './own-petition.ts';
import { confirmByLetter, decreePage, seeHeading, signOnPage } from './signer.ts';
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
  await confirmByLetter(page, email);
  await page.getByRole('link', { name: 'Withdraw my signature' }).click();
  await page.getByLabel('Yes, withdraw my signature').check();
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await seeHeading(page, 'Your signature is withdrawn');
  await context.close();
}
