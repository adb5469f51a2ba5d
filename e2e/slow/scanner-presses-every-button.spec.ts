import type { Browser } from '@playwright/test';
import { letterTo, linkIn } from '../support/mailbox.ts';
import { test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { confirmByLetter, seeCount, signByPost } from '../support/signer.ts';
import { fromSource } from '../support/sources.ts';
import { newAddress } from '../support/world.ts';

const SCANNERS = 50;
const AT_ONCE = 5;

/** Runs script, waits, follows every link and presses every button of a letter's page, as mail scanners do. */
async function scan(browser: Browser, link: string): Promise<void> {
  const context = await browser.newContext({ extraHTTPHeaders: fromSource() });
  const page = await context.newPage();
  await page.goto(siteUrl + link);
  await page.waitForTimeout(10_000);
  await page.locator('main button').first().click();
  await page.waitForLoadState();
  await page.locator('main button').first().click();
  await page.waitForLoadState();
  for (const href of await page
    .locator('main a')
    .evaluateAll((links) => links.map((a) => (a as HTMLAnchorElement).href))) {
    await page.goto(href);
    const button = page.locator('main button').first();
    // The petition's own form, where a link leads there, is no letter's business.
    if (href.includes('/signatures/') && (await button.count()) > 0) await button.click();
  }
  await context.close();
}

test('VE-02: of 50 scanners that run script, wait and press every button none confirms; a person does', async ({
  browser,
  house,
  page,
}) => {
  const { slug } = await house.makePetition();
  const addresses = Array.from({ length: SCANNERS }, () => newAddress());
  await Promise.all(addresses.map((email) => signByPost({ email, slug })));
  const links = await Promise.all(addresses.map(async (email) => linkIn(await letterTo(email), 'confirmation')));
  const queue = [...links];
  const work = async () => {
    for (let link = queue.shift(); link; link = queue.shift()) await scan(browser, link);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await seeCount(page, `/en/petitions/${slug}`, 0);
  for (const email of addresses.slice(0, 3)) await confirmByLetter(page, email);
  await seeCount(page, `/en/petitions/${slug}`, 3);
});
