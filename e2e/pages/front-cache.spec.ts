import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Listener } from '../bench/bare.ts';
import { nginxPath, startFrontNginx } from '../support/front-nginx.ts';
import { expect, test } from '../support/own-petition.ts';
import { sitePort } from '../support/places.ts';
import { ask, type RawRequest } from '../support/raw.ts';
import { decreePage } from '../support/signer.ts';

/** The recommended nginx in front of the site: what one visitor sends never reaches another (WE-06, WE-07). */

let front: Listener;
let folder: string;
test.skip(!nginxPath, 'nginx is not installed.');
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undersigned-front-'));
  front = await startFrontNginx(folder, sitePort, `localhost:${sitePort}`);
});
test.afterAll(async () => {
  await front?.stop();
  await rm(folder, { recursive: true, force: true });
});

const askFront = (request: RawRequest) => ask({ ...request, port: Number(new URL(front.origin).port) });
const still = (text: string): string => text.replace(/<time data-live="as-of"[\s\S]*?<\/time>/, '');

const marker = 'poison-elsewhere';
const host = `${marker}.example`;
const poisons: readonly Record<string, string>[] = [
  { host },
  { 'x-forwarded-host': host },
  { 'x-forwarded-host': host, 'x-forwarded-proto': 'http', 'x-forwarded-port': '666' },
  { forwarded: `host=${host};proto=http` },
  { 'x-forwarded-prefix': `/${marker}`, 'x-forwarded-server': host },
  { 'x-original-url': `/${marker}`, 'x-rewrite-url': `/${marker}` },
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-state-tree': '%5B%22%22%5D' },
  { 'next-router-segment-prefetch': '/_tree', rsc: '1' },
  { 'next-url': `/${marker}` },
  { 'content-security-policy': `script-src 'nonce-${marker}'` },
  { 'x-nonce': marker },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware' },
  { 'x-middleware-rewrite': `https://${host}/`, 'x-middleware-next': '1' },
  { 'x-middleware-set-cookie': `a=${marker}` },
  { 'x-nextjs-data': '1' },
  { 'x-nextjs-redirect': `https://${host}/` },
  { 'next-resume': '1' },
  { 'x-invoke-path': `/${marker}`, 'x-invoke-status': '500' },
  { 'x-matched-path': `/${marker}`, 'x-now-route-matches': '1=ru' },
  { 'x-prerender-revalidate': marker },
  { 'x-http-method-override': 'POST' },
  { 'accept-language': 'ru', cookie: `NEXT_LOCALE=ru; ${marker}=1` },
  { accept: 'text/x-component' },
  { range: 'bytes=0-10' },
  { 'transfer-encoding': 'identity' },
];

test('WE-06, WE-07: no header of one visitor reaches another through the cache', async ({ house }) => {
  test.setTimeout(90_000);
  for (const headers of poisons) {
    // A page that no one has asked for yet, so that the poisoned answer is the one that would be kept.
    const path = `/en/petitions/${(await house.makePetition()).slug}`;
    const wanted = still((await ask({ path })).text);
    const what = JSON.stringify(headers);
    const poisoned = await askFront({ path, headers });
    expect(JSON.stringify(poisoned.headers) + poisoned.text, what).not.toContain(marker);
    expect(poisoned.headers, what).not.toHaveProperty('set-cookie');
    const next = await askFront({ path });
    expect([next.status, still(next.text) === wanted], `after ${what}`).toEqual([200, true]);
    expect(JSON.stringify(next.headers), what).not.toContain(marker);
  }
});

test('WE-06: a fat GET, an odd spelling and a question poison nothing', async ({ house }) => {
  const { slug } = await house.makePetition();
  const path = `/en/petitions/${slug}`;
  const wanted = still((await ask({ path })).text);
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  await askFront({ path, body: `share=${marker}`, headers: type });
  for (const odd of [`${path}?share=${marker}`, `${path}?${marker}`, `/en/%70etitions/${slug}`, `${path}/../${slug}`])
    await askFront({ path: odd });
  const { text } = await askFront({ path });
  expect(still(text) === wanted).toBe(true);
});

test('WE-06: shared pages are kept, pages of one person never', async () => {
  const path = decreePage('de');
  const first = await askFront({ path });
  expect(first.headers['cache-control']).toContain('s-maxage=1');
  for (const own of ['/en/signatures/nothing', `${decreePage()}/sent`, '/sign-in'])
    expect((await askFront({ path: own })).headers['cache-control'], own).toBe('no-store');
});
