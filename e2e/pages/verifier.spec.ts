import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { commitmentOf } from '@/lib/log/entry/commitment.ts';
import { encodeExtra } from '@/lib/log/receipt/extra.ts';
import { formatProofFile } from '@/lib/log/receipt/proof-file.ts';
import { program } from '@/lib/programs/programs.ts';
import { verifyWords } from '@/lib/verify/words.ts';
import { type FileServer, serveFiles } from '../support/file-server.ts';
import { SmallLog } from '../support/small-log.ts';
import { type ServedSite, serveSmallSite } from '../support/small-site.ts';
import { ONE, VerifyWorld } from '../support/verify-world.ts';
import { test as base, expect } from '../support/visitor.ts';

/** The verifier page on a partner's own host: another origin than the site, which is a small one in memory. */
interface Place {
  readonly world: VerifyWorld;
  readonly site: ServedSite;
  readonly open: (page: Page, search?: string) => Promise<void>;
}

const test = base.extend<{ place: Place }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
  place: async ({}, use) => {
    const world = await VerifyWorld.open();
    world.time = Math.floor(Date.now() / 1_000) - 30;
    const site = await serveSmallSite(world.site);
    const folder = mkdtempSync(join(tmpdir(), 'undersigned-partner-'));
    writeFileSync(join(folder, 'verifier.html'), program('verifier.html').content);
    const partner: FileServer = await serveFiles(folder);
    const open = async (page: Page, search = '') => {
      await page.goto(`${partner.origin}/verifier.html${search}`);
    };
    await use({ world, site, open });
    await Promise.all([site.stop(), partner.stop()]);
    rmSync(folder, { recursive: true });
  },
});
// The visitor's headers would make every request of the page ask for leave first.
test.use({ extraHTTPHeaders: {}, acceptDownloads: false });

const check = async (page: Page) => {
  await page.getByRole('button', { name: 'Check the count' }).click();
  await expect(page.locator('#verdict')).toBeVisible();
};

test('a reader checks a site from a partner’s page, which asks that site and nobody else', async ({ page, place }) => {
  const asked = new Set<string>();
  const wrong: string[] = [];
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  await place.open(page, `?site=${place.site.origin}`);
  await expect(page.getByLabel('Address of the site')).toHaveValue(place.site.origin);
  await check(page);
  await expect(page.getByRole('status').first()).toHaveText('The number shown is the number in the log.');
  await expect(page.locator('#proven')).toContainText('All 300 entries were downloaded and recounted.');
  await expect(page.locator('#proven')).toContainText('4 witnesses of 4 signed the same state');
  await expect(page.locator('#note')).toContainText('You named nobody to trust');
  await expect(page.locator('#limits')).toContainText('different, living person');
  await expect(page.getByRole('table')).toContainText('298');
  expect([...asked].sort()).toEqual([new URL(page.url()).origin, place.site.origin].sort());
  expect(wrong).toEqual([]);
});

test('with the checkpoint of the last check, a rewritten history is found', async ({ page, place }) => {
  await place.open(page, `?site=${place.site.origin}`);
  await check(page);
  const kept = await page.locator('#kept').inputValue();
  const policy = await page.getByLabel('Whom you trust').inputValue();
  const other = await SmallLog.open();
  other.add({ type: 'petition', petition: ONE, hour: 490_000 });
  other.add({ type: 'petition', petition: '22222222-2222-4222-8222-222222222222' });
  other.add({ type: 'sign', petition: ONE, digest: new Uint8Array(32).fill(9) });
  place.world.grow(other, 340);
  place.world.log = other;
  place.world.size = 340;
  await place.open(page, `?site=${place.site.origin}`);
  await page.getByLabel('Whom you trust').fill(policy);
  await page.getByLabel('Checkpoint of your last check').fill(kept);
  await check(page);
  await expect(page.locator('#verdict')).toHaveText('This count cannot be believed.');
  await expect(page.locator('#refused')).toContainText('The history was rewritten.');
});

test('what is typed wrong is said at its field, and nothing typed is lost', async ({ page, place }) => {
  await place.open(page);
  await page.getByRole('button', { name: 'Check the count' }).click();
  await expect(page.locator('#site-wrong')).toHaveText('Enter the address of the site');
  await expect(page.getByLabel('Address of the site')).toBeFocused();
  await page.getByLabel('Address of the site').fill('petitions.example/path');
  await page.getByLabel('Whom you trust').fill('somebody');
  await page.getByRole('button', { name: 'Check the count' }).click();
  await expect(page.locator('#site-wrong')).toHaveText('Address must begin with https:// and have no path');
  await expect(page.locator('#policy-wrong')).toHaveText('This is neither a policy nor a verifier key');
  await expect(page.getByLabel('Whom you trust')).toHaveValue('somebody');
  await page.getByLabel('Address of the site').fill(place.site.origin);
  await page.getByLabel('Whom you trust').fill(place.world.log.vkey);
  await page.getByLabel('Checkpoint of your last check').fill('not one');
  await page.getByRole('button', { name: 'Check the count' }).click();
  await expect(page.locator('#last-wrong')).toHaveText('This is no checkpoint of a log that you trust');
});

test('a site that is away proves nothing, for or against', async ({ page, place }) => {
  await place.site.stop();
  await place.open(page, `?site=${place.site.origin}`);
  await page.getByLabel('Whom you trust').fill(place.world.log.vkey);
  await check(page);
  await expect(page.locator('#verdict')).toContainText('nothing is proven, for or against it');
});

test('a signer checks a receipt, and again after it was withdrawn', async ({ page, place }) => {
  const { world } = place;
  const opening = { petition: ONE, textVersion: 1, nonce: new Uint8Array(32).fill(5), email: 'vera@example.org' };
  const index = world.log.add({ type: 'sign', petition: ONE, digest: commitmentOf(opening) });
  world.size = world.log.size;
  const receipt = formatProofFile({
    extra: encodeExtra({ entry: world.log.entries[index] ?? new Uint8Array(), ...opening }),
    index: BigInt(index),
    proof: world.log.inclusion(index),
    checkpoint: await world.log.witnessed(world.witnesses, world.time),
  });
  const file = { name: 'vera.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(receipt) };
  await place.open(page, `?site=${place.site.origin}`);
  const checkReceipt = async (address: string) => {
    await page.getByLabel('Receipt', { exact: true }).setInputFiles(file);
    await page.getByLabel('Email address you signed with').fill(address);
    await page.getByRole('button', { name: 'Check the receipt' }).click();
  };
  await checkReceipt('vera@example.org');
  await expect(page.locator('#receipt-wrong')).toContainText('Check the count first');
  await page.getByLabel('Whom you trust').fill(world.policy);
  let asked = 0;
  page.on('request', () => asked++);
  await checkReceipt(' Vera@Example.org ');
  await expect(page.locator('#receipt-findings')).toContainText(`Your signature is entry ${index} of the log`);
  await expect(page.locator('#receipt-findings')).toContainText('Whether the signature was removed since');
  expect(asked, 'a receipt is checked without asking anybody').toBe(0);
  await checkReceipt('mallory@example.org');
  await expect(page.locator('#receipt-findings')).toContainText('does not open to this address');
  await check(page);
  await checkReceipt('vera@example.org');
  await expect(page.locator('#receipt-findings')).toContainText(
    'In the log recounted just now, your signature counts.',
  );
  world.log.add({ type: 'withdraw', petition: ONE, removes: BigInt(index) });
  world.size = world.log.size;
  await check(page);
  await expect(page.locator('#proven')).toContainText('All 302 entries');
  await checkReceipt('vera@example.org');
  await expect(page.locator('#receipt-findings')).toContainText('your signature no longer counts');
});

test('the page speaks five languages, also about what it has found already', async ({ page, place }) => {
  await place.open(page, `?site=${place.site.origin}&lang=ru`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(verifyWords('ru')('verify.title'));
  await page.getByRole('button', { name: verifyWords('ru')('verify.start'), exact: true }).click();
  await expect(page.locator('#verdict')).toHaveText(verifyWords('ru')('verify.verdict.proven'));
  await page.locator('#language').selectOption('ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('#verdict')).toHaveText(verifyWords('ar')('verify.verdict.proven'));
  await expect(page.locator('#proven li').first()).toContainText('السجلّ');
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});
