import { cookieOf, seat, signIn } from '../support/members.ts';
import { makeMemberOf } from '../support/numbers.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { confirmByPost } from '../support/signer.ts';
import { makeShareLink, newAddress } from '../support/world.ts';

test("a partner's member reads and shares its own, and nothing of the others", async ({ context, house, page }) => {
  const made = await house.makePetition();
  const [first, second] = made.partners;
  const foreign = await makeShareLink(made, second?.id ?? null);
  const { member } = await makeMemberOf(made, { role: 'partner', partnerId: first?.id ?? '' });
  const place = `/team/${member.coalition.slug}/petitions/${made.slug}`;
  for (const partner of [first, second, second]) {
    await confirmByPost({ email: newAddress(), slug: made.slug, fields: { partner: partner?.slug ?? '' } });
  }
  await seat(context, member);

  const own = page.locator('.card').filter({ hasText: 'Confirmed through your partner' });
  await expect(async () => {
    await page.goto(place);
    await expect(own.locator('.number')).toHaveText('1', { timeout: 500 });
  }).toPass();
  for (const others of ['By partner', 'By country', 'From form to signature']) {
    await expect(page.getByRole('heading', { name: others })).toHaveCount(0);
  }
  await expect(page.getByText(foreign)).toHaveCount(0);

  await page.goto(`${place}/links`);
  await expect(page.getByText('There is no link yet.')).toBeVisible();
  await expect(page.getByLabel('For', { exact: true }).getByRole('option')).toHaveText(['Partner 1']);
  await page.getByLabel('Channel').selectOption('Poster');
  await page.getByLabel('Your own code').fill(`Own${made.slug.slice(-6)}`);
  await page.getByRole('button', { name: 'Make the link' }).click();
  const code = `own${made.slug.slice(-6)}`;
  await expect(page.getByRole('status').first()).toContainText(`The link is ready: /s/${code}`);

  // Asked for again, the first one is shown.
  await page.getByLabel('Channel').selectOption('Poster');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('status').first()).toContainText(`already: /s/${code}`);

  await page.getByText('QR code').click();
  await expect(page.getByRole('img', { name: `QR code of the link /s/${code}` })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save as PNG' }).click();
  expect((await download).suggestedFilename()).toBe(`${code}.png`);
});

test('the copy button copies, and says so', async ({ context, house, page }) => {
  const made = await house.makePetition();
  const code = await makeShareLink(made, null);
  const { member } = await makeMemberOf(made, { role: 'owner' });
  await seat(context, member);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/team/${member.coalition.slug}/petitions/${made.slug}/links`);
  await page.getByRole('button', { name: `Copy /s/${code}` }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${siteUrl}/s/${code}`);
});

test('a QR code is inert, and another partner’s is not there', async ({ house }) => {
  const made = await house.makePetition();
  const [first, second] = made.partners;
  const [own, foreign] = [await makeShareLink(made, first?.id ?? null), await makeShareLink(made, second?.id ?? null)];
  const { member } = await makeMemberOf(made, { role: 'partner', partnerId: first?.id ?? '' });
  const cookie = cookieOf(await signIn(member.accountId));
  const ask = (code: string, form = '') =>
    fetch(`${siteUrl}/team/${member.coalition.slug}/petitions/${made.slug}/links/${code}/qr${form}`, {
      headers: { cookie },
    });
  const svg = await ask(own);
  expect(svg.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(svg.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(await svg.text()).toContain('<svg');
  expect((await ask(own, '?form=png')).headers.get('content-type')).toBe('image/png');
  for (const code of [foreign, 'zzzzzz', '..']) expect((await ask(code)).status).toBe(404);
});

test('looking ahead and asking for headers is no visit', async ({ context, house, page }) => {
  const made = await house.makePetition();
  const code = await makeShareLink(made, null);
  const { member } = await makeMemberOf(made, { role: 'owner' });
  const visit = (options: RequestInit) => fetch(`${siteUrl}/s/${code}`, { redirect: 'manual', ...options });
  await visit({ method: 'HEAD' });
  await visit({ headers: { 'sec-purpose': 'prefetch;prerender' } });
  await visit({});
  await visit({});
  await seat(context, member);
  await expect(async () => {
    await page.goto(`/team/${member.coalition.slug}/petitions/${made.slug}/links`);
    await expect(page.getByText('2 visits', { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});
