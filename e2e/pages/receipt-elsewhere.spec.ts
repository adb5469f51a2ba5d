import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveFiles } from '../support/file-server.ts';
import { siteUrl } from '../support/places.ts';
import { offeredPolicy } from '../support/receipts.ts';
import { confirmByPost, post } from '../support/signer.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

// The visitor's headers would make every request of the partner's page ask for leave first.
test.use({ extraHTTPHeaders: {} });

test('a receipt of this site is checked on a partner’s page, which asks nobody for it', async ({ page }) => {
  const email = newAddress();
  const token = await confirmByPost({ email });
  let receipt = '';
  await expect(async () => {
    receipt = await (await post(`/en/signatures/${token}/receipt`, { sure: 'yes' })).text();
    expect(receipt).toContain('c2sp.org/tlog-proof@v1');
  }).toPass({ timeout: 25_000 });
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-partner-'));
  writeFileSync(join(folder, 'check.html'), await (await fetch(`${siteUrl}/verify/verifier.html`)).text());
  const partner = await serveFiles(folder);
  try {
    await page.goto(`${partner.origin}/check.html`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByLabel('Whom you trust').fill((await offeredPolicy()).text);
    const file = { name: 'undersigned.tlog-proof', mimeType: 'application/octet-stream', buffer: Buffer.from(receipt) };
    await page.getByLabel('Receipt', { exact: true }).setInputFiles(file);
    const address = page.getByLabel('Email address you signed with');
    await address.fill(email);
    await page.getByRole('button', { name: 'Check the receipt' }).click();
    await expect(page.getByText('opens to this address and to no other')).toBeVisible();
    await address.fill(newAddress());
    await page.getByRole('button', { name: 'Check the receipt' }).click();
    await expect(page.getByText('The entry does not open to this address.')).toBeVisible();
    expect(asked).toEqual([]);
  } finally {
    await partner.stop();
    rmSync(folder, { recursive: true });
  }
});
