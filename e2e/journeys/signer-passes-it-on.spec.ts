import { locales } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { siteUrl } from '../support/places.ts';
import { ask } from '../support/raw.ts';
import { confirmByPost, decreePage, seeHeading } from '../support/signer.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

const brands = ['Telegram', 'WhatsApp', 'VK', 'X', 'Facebook'];

for (const locale of locales) {
  test(`a signer passes the petition on in their language, in nobody’s name (${locale})`, async ({ page }) => {
    const say = words(locale);
    await page.setViewportSize({ width: 360, height: 740 });
    const token = await confirmByPost({ email: newAddress(), locale, fields: { partner: 'three-cities' } });
    await page.goto(`/${locale}/signatures/${token}`);
    const shared = page.getByRole('region', { name: say('share.title') });
    for (const name of [...brands, say('share.mail')])
      await expect(shared.getByRole('link', { name, exact: true })).toBeVisible();
    const hrefs = await shared.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const texts = [
      ...hrefs.map((href) => decodeURIComponent((href ?? '').replaceAll('+', ' '))),
      await shared.getByLabel(say('share.copy')).inputValue(),
      await shared.getByLabel(say('share.signal')).inputValue(),
    ];
    // One link of this partner for each channel, and nothing of the signer in any of them.
    const codes = texts.map((text) => new RegExp(`${siteUrl}/s/([a-z0-9]{4,16})\\b`).exec(text)?.[1]);
    expect(codes).not.toContain(undefined);
    expect(new Set(codes).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toContain(token);
    const seen = await ask({ path: `/s/${codes[0]}`, headers: { 'accept-language': locale } });
    expect(seen.headers.location).toBe(`${decreePage(locale)}?share=${codes[0]}`);
    await page.goto(seen.headers.location ?? '');
    await expect(page.locator('#sign input[name=share]')).toHaveValue(codes[0] ?? '');
  });
}

test('PV-12: the page of one signer is found by nobody and shown nowhere', async ({ page }) => {
  const token = await confirmByPost({ email: newAddress() });
  await page.goto(`/en/signatures/${token}`);
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
  await expect(page.locator('meta[property^="og:"], link[rel=canonical], script[type*=json]')).toHaveCount(0);
  // Whoever follows a button tells its site nothing of this address.
  const { headers } = await ask({ path: `/en/signatures/${token}` });
  expect(headers['referrer-policy']).toBe('same-origin');
});

test('a visitor who does not sign passes it on, too, and writes on their own Mastodon server', async ({ page }) => {
  await page.goto(`${decreePage()}/with/three-cities`);
  await page.getByRole('link', { name: 'Pass it on', exact: true }).click();
  await seeHeading(page, 'Pass it on');
  await page.getByLabel('Your Mastodon server').fill(' @me@Mastodon.Social ');
  await page.getByRole('button', { name: 'Show the link' }).click();
  const link = page.getByRole('link', { name: 'Write a post on mastodon.social' });
  await expect(link).toHaveAttribute('href', /^https:\/\/mastodon\.social\/share\?text=/);
  await expect(page).toHaveURL(new RegExp(`^${siteUrl}${decreePage()}/share\\?`));
  await page.getByLabel('Your Mastodon server').fill('javascript:alert(1)');
  await page.getByRole('button', { name: 'Show the link' }).click();
  await expect(page.getByText('Enter the name of a Mastodon server')).toBeVisible();
  await page.getByRole('link', { name: 'Poster to print' }).click();
  await seeHeading(page, 'Poster');
  await expect(page.getByRole('img', { name: 'QR code of the petition’s address' })).toBeVisible();
});

test('the copy button copies words and link, where there is script', async ({ context, javaScriptEnabled, page }) => {
  const copy = page.getByRole('button', { name: 'Copy', exact: true });
  await page.goto(`${decreePage()}/share`);
  if (javaScriptEnabled === false) {
    await expect(copy).toHaveCount(0);
    return;
  }
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${decreePage()}/share`);
  await copy.first().click();
  await expect(page.getByText('Copied').first()).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await page.getByLabel('Words and link to copy').inputValue());
});

test('WE-05: hostile codes and servers lead nowhere', async () => {
  expect((await ask({ path: '/s/zzzzzz' })).status).toBe(404);
  expect((await ask({ path: '/s/%3Cscript%3E' })).status).toBe(404);
  const hostile = encodeURIComponent('"><script>alert(1)</script>');
  for (const path of [decreePage(), `${decreePage()}/share`, `${decreePage()}/poster`]) {
    const answer = await ask({ path: `${path}?share=${hostile}&server=${hostile}` });
    expect(answer.status, path).toBe(200);
    expect(answer.text, path).not.toContain('alert(1)');
    expect(answer.headers, path).not.toHaveProperty('location');
  }
});
