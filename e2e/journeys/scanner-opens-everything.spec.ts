import { letterTo, linkIn, linksIn } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { post, seeCount, seeHeading, signOnPage, ticketOn } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

const scanners: Record<string, string>[] = [
  { 'user-agent': 'Mozilla/5.0 (compatible; SafeLinks)' },
  { 'user-agent': 'GoogleImageProxy' },
  { 'user-agent': 'Barracuda Sentinel (EE)' },
  { 'user-agent': 'Slackbot-LinkExpanding 1.0' },
  { 'user-agent': 'TelegramBot (like TwitterBot)' },
  { 'user-agent': 'curl/8.0' },
  { purpose: 'prefetch' },
  { 'sec-purpose': 'prefetch;prerender' },
  { 'x-moz': 'prefetch' },
  { accept: '*/*', 'accept-encoding': 'identity', 'next-router-prefetch': '1', rsc: '1' },
];

/** Every scanner opens every link in every way that may change nothing; answers what the site said. */
const openAll = (links: readonly string[]): Promise<number[]> =>
  Promise.all(
    scanners.flatMap((headers) =>
      links.flatMap((link) =>
        ['GET', 'HEAD', 'OPTIONS'].map(async (method) => (await fetch(link, { method, headers })).status),
      ),
    ),
  );

test('VE-01, VE-02: no scanner confirms what a person did not', async ({ house, page }) => {
  const email = newAddress();
  const petition = `/en/petitions/${(await house.makePetition()).slug}`;
  await page.goto(petition);
  await signOnPage(page, { email });
  const letter = await letterTo(email);

  const seen = await openAll(linksIn(letter));
  expect(seen.every((status) => status < 500)).toBe(true);

  // A scanner with a browser presses the button; the box keeps it out.
  await page.goto(linkIn(letter, 'confirmation'));
  await expect(page.getByLabel('Yes, I want to sign')).not.toBeChecked();
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('alert')).toBeFocused();
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await expect(page.getByRole('link', { name: 'Tick “Yes, I want to sign” first' })).toBeVisible();
  const path = linkIn(letter, 'confirmation');
  for (const sure of ['', 'no', 'on', 'true']) expect((await post(path, { sure })).status).toBe(422);
  expect((await fetch(siteUrl + path, { method: 'POST', body: new URLSearchParams({ sure: 'yes' }) })).status).toBe(
    403,
  );
  await seeCount(page, petition, 0);

  await page.goto(path);
  await page.getByLabel('Yes, I want to sign').check();
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await seeHeading(page, 'Your signature counts');
  await seeCount(page, petition, 1);
});

test('VE-01: opening the pages to withdraw, to erase and to stop letters changes nothing', async ({ house, page }) => {
  const email = newAddress();
  const petition = `/en/petitions/${(await house.makePetition()).slug}`;
  await page.goto(petition);
  await signOnPage(page, { email, name: 'Still Here' });
  const confirmation = linkIn(await letterTo(email), 'confirmation');
  await post(confirmation, { sure: 'yes', ticket: await ticketOn(confirmation) });
  const mine = confirmation.replace('/confirmation', '');
  const acts = ['', '/withdrawal', '/erasure', '/following', '/refusal', '/confirmation'];
  await openAll(acts.map((act) => siteUrl + mine + act));
  await page.goto(mine);
  await expect(page.getByText('Still Here')).toBeVisible();
  await seeCount(page, petition, 1);
});
