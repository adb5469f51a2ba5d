import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { confirmByPost, countOn, decreePage, post, seeCount } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

test('the number of an open page follows signatures and withdrawals', async ({ house, javaScriptEnabled, page }) => {
  test.skip(javaScriptEnabled === false, 'Without script the number is right at page load; the next test says so.');
  const { slug } = await house.makePetition();
  await page.goto(`/en/petitions/${slug}`);
  await expect(countOn(page, 0)).toBeVisible();
  let loads = 0;
  page.on('domcontentloaded', () => {
    loads += 1;
  });
  const token = await confirmByPost({ email: newAddress(), slug });
  await expect(countOn(page, 1)).toBeVisible({ timeout: 5_000 });
  await expect(page.getByRole('progressbar')).toHaveAttribute('value', '1');
  await post(`/en/signatures/${token}/withdrawal`, { sure: 'yes' });
  await expect(countOn(page, 0)).toBeVisible({ timeout: 5_000 });
  expect(loads).toBe(0);
});

test('the live number speaks the page’s language', async ({ house, javaScriptEnabled, page }) => {
  test.skip(javaScriptEnabled === false, 'It is the script that speaks here.');
  const { slug } = await house.makePetition();
  await page.goto(`/ru/petitions/${slug}`);
  for (const [count, words] of [
    ['1', /^1 подтверждённая подпись$/],
    ['2', /^2 подтверждённые подписи$/],
  ] as const) {
    await confirmByPost({ email: newAddress(), slug });
    await expect(page.getByText(words), `${count} in Russian`).toBeVisible({ timeout: 5_000 });
  }
});

test('a page that gets no stream asks for the number instead', async ({ house, javaScriptEnabled, page }) => {
  test.skip(javaScriptEnabled === false, 'Without script there is a link that loads the page again.');
  const { slug } = await house.makePetition();
  await page.route('**/stream', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto(`/en/petitions/${slug}`);
  await expect(countOn(page, 0)).toBeVisible();
  await confirmByPost({ email: newAddress(), slug });
  await expect(countOn(page, 1)).toBeVisible({ timeout: 25_000 });
});

test('without script or stream, a link loads the page again', async ({ house, javaScriptEnabled, page }) => {
  test.skip(javaScriptEnabled !== false, 'With script the number moves by itself, and the link is gone.');
  const { slug } = await house.makePetition();
  await page.goto(`/en/petitions/${slug}`);
  await confirmByPost({ email: newAddress(), slug });
  await expect(async () => {
    await page.getByRole('link', { name: 'Load the page again' }).click();
    await expect(countOn(page, 1)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 10_000 });
});

test('the number is right as soon as the page is loaded again', async ({ house, page }) => {
  const { slug } = await house.makePetition();
  await confirmByPost({ email: newAddress(), slug });
  await seeCount(page, `/en/petitions/${slug}`, 1);
});

test('a visit asks no other host for anything and leaves no cookie', async ({ context, page }) => {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  const token = await confirmByPost({ email: newAddress() });
  for (const path of ['/en', decreePage(), `${decreePage()}/sent`, `/en/signatures/${token}`, '/en/about/privacy']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect([...asked]).toEqual([siteUrl]);
  expect(await context.cookies()).toEqual([]);
});
