import { lettersTo, letterTo } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { publishNews } from '../support/sendings.ts';
import { confirmByPost } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

/** The link of a letter of news that turns news off. */
const stopLink = (html: string): string => /href="([^"]+\/signatures\/[\w-]{43}\/following)"/.exec(html)?.[1] ?? '';

test('EM-07: news arrives until it is stopped, and a letter of news opens nothing else', async ({ house, page }) => {
  test.slow();
  const petition = await house.makePetition({ title: 'With news' });
  const { slug } = petition;
  const [stays, leaves] = [newAddress(), newAddress()];
  for (const email of [stays, leaves]) await confirmByPost({ email, slug, fields: { updates: 'yes' } });
  await publishNews(petition, { en: { title: 'The court has ruled', body: 'It is over.' } });
  const letter = await letterTo(leaves, 3);
  expect(letter.subject).toBe('News you asked for');
  expect(letter.html + letter.text).not.toMatch(/With news|court|over\./);

  const link = stopLink(letter.html);
  const path = link.slice(siteUrl.length);
  // The site's memory of a petition is a second old at most; letters that were published elsewhere may be faster.
  await expect(async () => {
    await page.goto(`${path}/news/1`);
    await expect(page.getByRole('heading', { name: 'The court has ruled', level: 1 })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 10_000 });
  expect(new URL(page.url()).pathname).toBe(`/en/petitions/${slug}/updates/1`);

  const answer = await page.goto(path);
  expect(answer?.headers()['cache-control']).toBe('no-store');
  await expect(page.getByLabel('Write to me about this petition')).toBeChecked();
  await expect(page.getByRole('link', { name: 'Back to your signature' })).toHaveCount(0);
  expect(await page.title()).not.toContain('With news');
  const withdrawal = await page.goto(path.replace('/following', '/withdrawal'));
  expect(withdrawal?.status()).toBe(404);
  await page.goto(path);
  await page.getByRole('button', { name: 'Stop these letters' }).click();
  await expect(page.locator('p[role=status]')).toHaveText('Saved.');
  await expect(page.getByLabel('Write to me about this petition')).not.toBeChecked();

  await publishNews(petition, { en: { title: 'And more', body: 'It goes on.' } });
  await letterTo(stays, 4);
  expect(await lettersTo(leaves)).toHaveLength(3);
});

test('EM-07: a mailbox provider stops news by the headers alone, in either kind of body', async ({ house }) => {
  const petition = await house.makePetition();
  const emails = [newAddress(), newAddress()];
  for (const email of emails) await confirmByPost({ email, slug: petition.slug, fields: { updates: 'yes' } });
  await publishNews(petition);
  const multipart = new FormData();
  multipart.append('List-Unsubscribe', 'One-Click');
  const bodies = [new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }), multipart];
  for (const [n, email] of emails.entries()) {
    const link = stopLink((await letterTo(email, 3)).html);
    for (const method of ['GET', 'HEAD']) await fetch(link, { method });
    for (const wrong of ['', 'List-Unsubscribe=Maybe', 'List-Unsubscribe=One-Click&updates=yes'])
      expect((await fetch(link, { method: 'POST', body: new URLSearchParams(wrong) })).status).toBe(403);
    const foreign = { origin: 'https://elsewhere.example' };
    expect((await fetch(link, { method: 'POST', body: bodies[n] ?? null, headers: foreign })).status).toBe(403);
    expect(await (await fetch(link)).text()).toContain('Stop these letters');
    const answer = await fetch(link, { method: 'POST', body: bodies[n] ?? null, redirect: 'manual' });
    expect(answer.status).toBe(200);
    expect(answer.headers.has('set-cookie')).toBe(false);
    expect(await (await fetch(link)).text()).not.toContain('Stop these letters');
  }
});

test('a link of news that nobody was given leads where every spent link leads', async () => {
  const path = `/en/signatures/${'A'.repeat(43)}/following`;
  for (const place of [path, `${path}/news/1`]) expect((await fetch(siteUrl + place)).status).toBe(404);
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  expect((await fetch(siteUrl + path, { method: 'POST', body })).status).toBe(404);
});
