import { realpathSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { locales } from '@/lib/i18n/locales.ts';
import { type Crawl, crawlSite } from '@/lib/mirror/crawl.ts';
import { writeMirror } from '@/lib/mirror/write.ts';
import { serveFiles } from '../support/file-server.ts';
import { onionUrl, siteUrl } from '../support/places.ts';
import { decreeSlug } from '../support/signer.ts';

/** The read-only mirror: what it holds, served by a server of plain files that knows nothing of the site. */

const takenAt = new Date('2026-11-22T10:00:00Z');

let crawl: Crawl;
let parent: string;
// One crawl for all of them.
test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.beforeAll(async () => {
  // Other tests make petitions of their own on this site: the mirror has whatever is there at this moment.
  crawl = { ...(await crawlSite(siteUrl)), onion: onionUrl };
  parent = await mkdtemp(join(tmpdir(), 'undersigned-mirror-'));
});
test.afterAll(() => rm(parent, { recursive: true, force: true }));

const decreeFiles = (locale: string) =>
  ['', '/updates', '/updates/1', '/with/three-cities', '/log'].map(
    (part) => `${locale}/petitions/${decreeSlug}${part}/index.html`,
  );

test('the mirror has every public page in every language, and numbers for machines', async () => {
  const folder = join(parent, 'all');
  const count = await writeMirror(folder, siteUrl, crawl, takenAt);
  const entries = await readdir(await realpath(folder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(realpathSync(folder), join(entry.parentPath, entry.name)));
  expect(files.length).toBe(count);
  for (const locale of locales) {
    const wanted = [
      `${locale}/index.html`,
      `${locale}/about/privacy/index.html`,
      `${locale}/campaigns/end-mobilisation-by-decree/index.html`,
      ...decreeFiles(locale),
    ];
    for (const file of wanted) expect(files).toContain(file);
  }
  const counted = JSON.parse(await readFile(join(folder, `api/v1/petitions/${decreeSlug}/count`), 'utf8'));
  expect(counted).toMatchObject({ slug: decreeSlug, count: expect.any(Number) });
});

test('every link of the mirror leads on, nothing runs, and nothing is loaded from elsewhere', async ({ browser }) => {
  const folder = join(parent, 'served');
  await writeMirror(folder, siteUrl, crawl, takenAt);
  const server = await serveFiles(folder);
  const broken: string[] = [];
  const seen = new Set(['/']);
  const queue = ['/'];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const answer = await fetch(server.origin + path);
    if (!answer.ok) broken.push(path);
    const text = await answer.text();
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    expect(text, path).not.toMatch(/<(form|script|iframe|input|button)\b/);
    expect(text, path).not.toMatch(/(src|srcset|action)="(https?:)?\/\//);
    for (const [, href = ''] of text.matchAll(/\s(?:href|src)="([^"#]+)/g)) {
      const url = new URL(href.replaceAll('&amp;', '&').replaceAll('&#38;', '&'), server.origin + path);
      expect(href.startsWith('/'), `${path} has ${href}`).toBe(false);
      if (url.origin !== server.origin || seen.has(url.pathname)) continue;
      seen.add(url.pathname);
      queue.push(url.pathname);
    }
  }
  expect(broken).toEqual([]);
  expect(seen.size).toBeGreaterThan(50);

  const context = await browser.newContext();
  const page = await context.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== server.origin) foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') foreign.push(message.text());
  });
  for (const file of ['index.html', ...decreeFiles('ru'), 'ar/index.html']) {
    await page.goto(`${server.origin}/${file}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(foreign).toEqual([]);
  await context.close();
  await server.stop();
});

test('a page says that it is a copy, of when, and where its form works', async () => {
  const folder = join(parent, 'said');
  await writeMirror(folder, siteUrl, crawl, takenAt);
  const text = await readFile(join(folder, `en/petitions/${decreeSlug}/index.html`), 'utf8');
  expect(text).toContain('This is a copy of the site, made on 22 November 2026 at 10:00 UTC.');
  expect(text).toContain(`<a href="${siteUrl}/en/petitions/${decreeSlug}#sign"`);
  expect(text).toContain(`<a href="${onionUrl}/en/petitions/${decreeSlug}#sign"`);
  expect(text).toContain('id="sign"');
  const russian = await readFile(join(folder, `ru/petitions/${decreeSlug}/index.html`), 'utf8');
  expect(russian).toContain('Это копия сайта');
});

test('a new copy takes the place of the last one in one step, and what is no mirror stays', async () => {
  const folder = join(parent, 'again');
  const days = [1, 2, 3, 4].map((day) => new Date(Date.UTC(2026, 10, day)));
  for (const day of days) await writeMirror(folder, siteUrl, crawl, day);
  expect((await lstat(folder)).isSymbolicLink()).toBe(true);
  expect((await readdir(`${folder}.copies`)).length).toBe(2);
  expect(await readFile(join(folder, 'en/index.html'), 'utf8')).toContain('4 November 2026');
  const taken = join(parent, 'taken');
  await mkdir(taken);
  await expect(writeMirror(taken, siteUrl, crawl, takenAt)).rejects.toThrow('is no mirror');
});

test('a site that cannot be read whole gives no mirror', async () => {
  const empty = await serveFiles(parent);
  await expect(crawlSite(empty.origin)).rejects.toThrow('answered 404');
  await empty.stop();
});
