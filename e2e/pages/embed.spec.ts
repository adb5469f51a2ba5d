import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { ask } from '../support/raw.ts';
import { decreeSlug } from '../support/signer.ts';

/** A page of somebody else's site, under the strictest policy that lets our two addresses in. */
async function serveForeignPage(markup: string, policy: string) {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', policy);
    response.end(
      `<!doctype html><html lang="en"><title>Elsewhere</title><body><p>Our news.</p>${markup}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, stop: () => server.close() };
}

const strict = `default-src 'none'; script-src ${siteUrl}; frame-src ${siteUrl}`;
const line = (slug: string, attributes = '') =>
  `<script async src="${siteUrl}/embed.js" data-petition="${slug}" data-language="ru" data-theme="dark" ${attributes}></script>`;

for (const width of [360, 1280]) {
  test(`one line shows the petition on a foreign page with a strict policy, at its own height (${width})`, async ({
    context,
    page,
  }) => {
    const foreign = await serveForeignPage(line(decreeSlug, 'data-accent="blue" data-title="A petition"'), strict);
    const complaints: string[] = [];
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !/favicon/.test(message.text() + message.location().url) &&
        complaints.push(message.text()),
    );
    await page.setViewportSize({ width, height: 800 });
    await page.goto(foreign.url);
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(frame.locator('html')).toHaveAttribute('data-accent', 'blue');
    await expect(frame.locator('html')).toHaveAttribute('lang', 'ru');
    await expect(page.getByTitle('A petition')).toBeVisible();
    // What the frame needs, and no more: nothing in it scrolls.
    await expect
      .poll(async () => {
        const inner = await frame.locator('html').evaluate((root) => (root as HTMLElement).offsetHeight);
        const outer = await page.locator('iframe').evaluate((element) => element.clientHeight);
        return outer - inner;
      })
      .toBe(0);
    const button = frame.getByRole('link', { name: /Прочитать и подписать/ });
    const opened = context.waitForEvent('page');
    await button.click();
    await expect((await opened).locator('#sign')).toBeVisible();
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
    foreign.stop();
  });
}

test('the frame alone, without any script, shows the number and the way to the petition', async ({ browser }) => {
  const frame = `<iframe src="${siteUrl}/embed/${decreeSlug}?lang=en" title="A petition" width="100%" height="380"></iframe>`;
  const foreign = await serveForeignPage(frame, `default-src 'none'; frame-src ${siteUrl}`);
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(foreign.url);
  await expect(
    page
      .frameLocator('iframe')
      .getByText(/confirmed signatures?/)
      .first(),
  ).toBeVisible();
  const link = (name: RegExp) => page.frameLocator('iframe').getByRole('link', { name });
  await expect(link(/Read and sign/)).toHaveAttribute('target', '_blank');
  // Anywhere else on the site refuses to be shown in a frame.
  await link(/Load the page again/).click();
  await expect(link(/Read and sign/)).toBeVisible();
  await page.context().close();
  foreign.stop();
});

test('a stranger’s message changes no height', async ({ page }) => {
  const foreign = await serveForeignPage(line(decreeSlug), strict);
  await page.goto(foreign.url);
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible();
  const height = () => page.locator('iframe').evaluate((element) => (element as HTMLElement).style.height);
  await expect.poll(height).not.toBe('380px');
  const before = await height();
  await page.evaluate(() => window.postMessage({ height: 1_234 }, '*'));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  expect(await height()).toBe(before);
  foreign.stop();
});

test('WE-01: frames may stand anywhere, and nothing else of the site in any frame', async ({ house, page }) => {
  const { headers } = await ask({ path: `/embed/${decreeSlug}` });
  expect(headers['content-security-policy']).toMatch(/frame-ancestors \*$/);
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'self'; /,
  );
  expect(headers).not.toHaveProperty('set-cookie');
  const petition = await house.makePetition();
  const path = `/en/petitions/${petition.slug}`;
  expect((await ask({ path })).headers['content-security-policy']).toContain("frame-ancestors 'none'");
  const foreign = await serveForeignPage(
    `<iframe src="${siteUrl}${path}"></iframe>`,
    `default-src 'none'; frame-src ${siteUrl}`,
  );
  await page.goto(foreign.url);
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toHaveCount(0);
  foreign.stop();
});

test('a closed petition says so, an unknown one is not there, and what makes no sense is left out', async ({
  house,
}) => {
  const petition = await house.makePetition();
  await house.closePetition(petition, 1);
  // The site's memory follows within a second or two.
  const shown = async () => (await ask({ path: `/embed/${petition.slug}?lang=en` })).text;
  await expect.poll(shown).toContain('This petition is closed.');
  expect(await shown()).toContain('Read the petition');
  const missing = await ask({ path: '/embed/nothing?lang=de' });
  expect([missing.status, missing.headers['content-security-policy']?.endsWith('frame-ancestors *')]).toEqual([
    404,
    true,
  ]);
  expect(missing.text).toContain('Diese Petition gibt es hier nicht.');
  const hostile = encodeURIComponent('"><script>alert(1)</script>');
  const odd = await ask({
    path: `/embed/${decreeSlug}?lang=${hostile}&theme=${hostile}&accent=${hostile}&share=${hostile}`,
  });
  expect(odd.text).toContain('data-theme="auto" data-accent="green"');
  expect(odd.text).not.toContain('alert(1)');
});

test('each script for other sites is small, and may be loaded by them', async () => {
  for (const path of ['/embed.js', '/embed-height.js']) {
    const { body, headers } = await ask({ path });
    expect(headers['cross-origin-resource-policy'], path).toBe('cross-origin');
    expect(headers['content-type'], path).toBe('text/javascript; charset=utf-8');
    expect(body.length, path).toBeLessThanOrEqual(2_048);
  }
  // What stays at home stays at home.
  expect((await ask({ path: '/live.js' })).headers['cross-origin-resource-policy']).toBe('same-origin');
});
