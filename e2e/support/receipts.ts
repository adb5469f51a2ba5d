import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { decodeBundle } from '@/lib/log/entry/bundle.ts';
import { tilePath, widthAt } from '@/lib/log/merkle/tile.ts';
import { parsePolicy } from '@/lib/log/policy/parse-policy.ts';
import type { Policy } from '@/lib/log/policy/policy.ts';
import { siteUrl } from './places.ts';

/** Looks again until the receipt can be had: the next checkpoint holds it a few seconds after the confirmation. */
export async function waitForReceipt(page: Page): Promise<void> {
  const box = page.getByLabel('Yes, I want a file that shows that I signed');
  await expect(async () => {
    if (!(await box.isVisible())) await page.getByRole('link', { name: 'Look again' }).click();
    await expect(box).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 25_000 });
}

/** From the signer's own page to the file. */
export async function takeReceipt(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Get a receipt' }).click();
  await waitForReceipt(page);
  await page.getByLabel('Yes, I want a file that shows that I signed').check();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the receipt' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('undersigned.tlog-proof');
  return readFile(await download.path(), 'utf8');
}

/** Whom the site itself tells readers to trust. */
export async function offeredPolicy(): Promise<{ readonly text: string; readonly policy: Policy }> {
  const text = await (await fetch(`${siteUrl}/log/policy`)).text();
  const policy = parsePolicy(text);
  if ('refusal' in policy) throw new Error(`The site offers no policy: ${policy.refusal}.`);
  return { text, policy };
}

/** Every entry of the published log, as an outsider downloads them. */
export async function publishedEntries(): Promise<Uint8Array[]> {
  const [, size = '0'] = (await (await fetch(`${siteUrl}/log/checkpoint`)).text()).split('\n');
  const entries: Uint8Array[] = [];
  for (let index = 0n; index * 256n < BigInt(size); index += 1n) {
    const width = widthAt(BigInt(size), 'entries', index);
    const answer = await fetch(`${siteUrl}/log/${tilePath({ level: 'entries', index, width })}`);
    const bundle = decodeBundle(new Uint8Array(await answer.arrayBuffer()));
    if (typeof bundle === 'string') throw new Error(bundle);
    entries.push(...bundle);
  }
  return entries;
}
