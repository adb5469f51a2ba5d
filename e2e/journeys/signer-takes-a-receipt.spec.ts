import { locales } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { LogFold } from '@/lib/log/entry/fold.ts';
import { checkReceipt } from '@/lib/log/receipt/check-receipt.ts';
import { lettersTo } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { offeredPolicy, publishedEntries, takeReceipt } from '../support/receipts.ts';
import { confirmByLetter, confirmByPost, post, seeHeading, signOnPage } from '../support/signer.ts';
import { fromSource } from '../support/sources.ts';
import { newAddress } from '../support/world.ts';

/** What an outsider's recount says of one entry now. */
async function countsNow(index: bigint): Promise<boolean> {
  const fold = new LogFold();
  for (const entry of await publishedEntries()) expect(fold.add(entry)).toBe(null);
  return fold.isActive(index);
}

test('a signer takes a receipt, checks it without the site, and it ends with the signature', async ({
  house,
  page,
}) => {
  const email = newAddress();
  const { slug } = await house.makePetition();
  await page.goto(`/en/petitions/${slug}`);
  await signOnPage(page, { email });
  await confirmByLetter(page, email);
  const mine = page.url();
  await expect(page.getByText('It is evidence that your address signed')).toBeVisible();

  const receipt = await takeReceipt(page);
  const { policy } = await offeredPolicy();
  const checked = await checkReceipt(receipt, email, policy);
  if (typeof checked === 'string') throw new Error(checked);
  expect(checked.entry.type).toBe('sign');
  expect(await checkReceipt(receipt, newAddress(), policy)).toBe('opens-to-another');
  expect(await countsNow(checked.index)).toBe(true);
  for (const secret of [email, slug, new URL(mine).pathname.split('/').at(-1) ?? '']) {
    expect(receipt).not.toContain(secret);
  }

  await page.goto(`${mine}/withdrawal`);
  await page.getByLabel('Yes, withdraw my signature').check();
  await page.getByRole('button', { name: 'Withdraw my signature' }).click();
  await seeHeading(page, 'Your signature is withdrawn');
  await expect(page.getByText('If you saved a receipt, delete it, too')).toBeVisible();
  expect((await page.goto(`${mine}/receipt`))?.status()).toBe(404);
  // The paper still says what was true then; a new count says that it is over.
  expect(typeof (await checkReceipt(receipt, email, policy))).toBe('object');
  await expect.poll(() => countsNow(checked.index), { timeout: 20_000 }).toBe(false);
});

test('nobody gets a receipt unasked: no letter has one, and the page asks first', async ({ page }) => {
  const email = newAddress();
  const token = await confirmByPost({ email, fields: { updates: 'yes' } });
  const path = `/en/signatures/${token}/receipt`;
  await expect(async () => {
    await page.goto(path);
    await seeHeading(page, 'Save a receipt?');
  }).toPass({ timeout: 25_000 });
  await page.getByRole('button', { name: 'Save the receipt' }).click();
  await expect(page.getByRole('alert')).toContainText('Tick “Yes, I want a file that shows that I signed” first');
  const asked = await fetch(siteUrl + path, { headers: fromSource() });
  expect(asked.headers.get('cache-control')).toBe('no-store');
  expect(await asked.text()).not.toContain('tlog-proof@v1');
  const given = await post(path, { sure: 'yes' });
  expect(given.status).toBe(200);
  expect(given.headers.get('cache-control')).toBe('no-store');
  expect(given.headers.get('content-disposition')).toBe('attachment; filename="undersigned.tlog-proof"');
  expect(await given.text()).toContain('c2sp.org/tlog-proof@v1\nextra ');
  for (const letter of await lettersTo(email)) {
    expect(`${letter.html} ${letter.text}`).not.toMatch(/receipt|tlog-proof|checkpoint/i);
  }
});

test('who had the details deleted is told that there is no receipt any more', async ({ page }) => {
  const token = await confirmByPost({ email: newAddress() });
  await post(`/en/signatures/${token}/erasure`, { sure: 'yes' });
  await page.goto(`/en/signatures/${token}`);
  await expect(page.getByText('There is no receipt any more')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Get a receipt' })).toHaveCount(0);
  await page.goto(`/en/signatures/${token}/receipt`);
  await seeHeading(page, 'There is no receipt');
  const given = await post(`/en/signatures/${token}/receipt`, { sure: 'yes' });
  expect(await given.text()).not.toContain('tlog-proof@v1');
});

test('a reader is told how the count can be checked, in every language', async ({ house, page }) => {
  const { slug } = await house.makePetition();
  await confirmByPost({ email: newAddress(), slug });
  await expect(async () => {
    await page.goto(`/en/petitions/${slug}/log`);
    await expect(page.getByText(/^1 signature counts now\. In the public log, 1 counted on /)).toBeVisible({
      timeout: 500,
    });
  }).toPass({ timeout: 25_000 });
  await expect(page.getByText('This site has no witnesses yet.')).toBeVisible();
  const { text } = await offeredPolicy();
  await expect(page.getByText(/^log (\S+)/.exec(text)?.[1] ?? 'no key', { exact: true })).toBeVisible();
  for (const locale of locales) {
    await page.goto(`/${locale}/petitions/${slug}/log`);
    await seeHeading(page, words(locale)('log.title'));
    await page.goto(`/${locale}/about/count`);
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(8);
  }
});
