import type { Browser } from '@playwright/test';
import { makeMarkupWorld, strangersIn } from './markup-world.ts';
import { seat } from './members.ts';
import { expect } from './own-petition.ts';
import { siteUrl } from './places.ts';

/**
 * Opens every page that shows these payloads, in a browser that is told to ignore our policy: what the policy would
 * have stopped counts as run.
 */
export async function walkMarkup(browser: Browser, payloads: readonly string[]): Promise<void> {
  const world = await makeMarkupWorld(payloads);
  const context = await browser.newContext({ baseURL: siteUrl, bypassCSP: true });
  await seat(context, world.owner);
  const page = await context.newPage();
  const ran: string[] = [];
  page.on('dialog', async (dialog) => {
    ran.push(`${page.url()}: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(siteUrl)) ran.push(`${page.url()} asks ${request.url()}`);
  });
  for (const path of [...world.publicPaths, ...world.panelPaths]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    expect(await strangersIn(page), path).toEqual([]);
  }
  const [petition = ''] = world.publicPaths;
  await page.goto(petition);
  await page.locator('#name').fill(payloads.join(' '));
  await page.locator('#email').fill(payloads.join(' ').replaceAll('\n', ' '));
  await page.locator('form#sign button[type=submit]').first().click();
  await expect(page.locator('.summary')).toBeVisible();
  expect(await strangersIn(page), 'the form with problems').toEqual([]);
  expect(ran).toEqual([]);
  await context.close();
}
