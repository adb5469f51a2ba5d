import { expect, test } from '../support/own-petition.ts';
import { ask } from '../support/raw.ts';
import { confirmByPost } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

/** Without the time of the count, which moves every second. */
const still = (text: string): string => text.replace(/<time data-live="as-of"[\s\S]*?<\/time>/, '');

test('no header of one visitor changes what another reads', async ({ house }) => {
  const path = `/en/petitions/${(await house.makePetition()).slug}`;
  const known = still((await ask({ path })).text);
  const poisons: Record<string, string>[] = [
    { 'x-forwarded-host': 'elsewhere.example' },
    { 'x-forwarded-proto': 'gopher', 'x-forwarded-port': '666', forwarded: 'host=elsewhere.example' },
    { 'x-original-url': '/en/nothing', 'x-rewrite-url': '/en/nothing' },
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-state-tree': '%5B%22%22%5D' },
    { 'next-router-segment-prefetch': '/_tree' },
    { 'content-security-policy': "script-src 'nonce-evil'" },
    { 'x-middleware-subrequest': 'middleware', 'x-nextjs-data': '1', 'next-resume': '1' },
    { 'accept-language': 'ru', cookie: 'NEXT_LOCALE=ru' },
    { accept: 'text/x-component' },
  ];
  for (const headers of poisons) {
    const answer = await ask({ path, headers });
    const what = JSON.stringify(headers);
    expect(answer.status, what).toBe(200);
    expect(still(answer.text) === known, what).toBe(true);
    expect(answer.headers['content-type'], what).toBe('text/html; charset=utf-8');
    expect(JSON.stringify(answer.headers), what).not.toMatch(/evil|elsewhere/);
    expect(still((await ask({ path })).text) === known, `after ${what}`).toBe(true);
  }
});

test('no spelling of one visitor’s address changes what another reads', async ({ house }) => {
  const { slug } = await house.makePetition();
  const path = `/en/petitions/${slug}`;
  const known = still((await ask({ path })).text);
  for (const odd of [
    `${path}?utm=poison`,
    `${path}?share=poison`,
    `/%65n/petitions/${slug}`,
    `/en/%70etitions/${slug}`,
  ]) {
    for (let n = 0; n < 20; n += 1) {
      expect((await ask({ path: odd })).text, odd).not.toContain('poison');
      expect(still((await ask({ path })).text) === known, `after ${odd}`).toBe(true);
    }
  }
});

test('a foreign host name in the request appears nowhere in the page', async ({ house }) => {
  const path = `/en/petitions/${(await house.makePetition()).slug}`;
  const answer = await ask({ path, headers: { host: 'elsewhere.example' } });
  expect(answer.text + JSON.stringify(answer.headers)).not.toContain('elsewhere');
  const mine = await confirmByPost({ email: newAddress() });
  const own = await ask({ path: `/en/signatures/${mine}`, headers: { host: 'elsewhere.example' } });
  expect(own.text + JSON.stringify(own.headers)).not.toContain('elsewhere');
});

test('a body with a GET changes nothing', async ({ house }) => {
  const path = `/en/petitions/${(await house.makePetition()).slug}`;
  const known = still((await ask({ path })).text);
  const fat = await ask({
    path,
    body: 'share=r8vc5j',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(still(fat.text) === known).toBe(true);
});

test('a page that has not changed is not sent again', async () => {
  const first = await ask({ path: '/en/about/count' });
  expect(first.headers.etag).toMatch(/^"[\w-]{22}"$/);
  const second = await ask({ path: '/en/about/count', headers: { 'if-none-match': first.headers.etag ?? '' } });
  expect(second.status).toBe(304);
  expect(second.body.length).toBe(0);
  expect(second.headers.etag).toBe(first.headers.etag);
  expect((await ask({ path: '/en/about/count', headers: { 'if-none-match': '"another"' } })).status).toBe(200);
});

test('a petition that has not changed since the last second is not sent again', async ({ house }) => {
  const path = `/en/petitions/${(await house.makePetition()).slug}`;
  // The time of the count moves each second, so one of a few quick pairs falls within one.
  await expect(async () => {
    const { headers } = await ask({ path });
    expect((await ask({ path, headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(304);
  }).toPass({ timeout: 10_000 });
});

test('HEAD answers like GET, without the body', async () => {
  for (const path of ['/en', '/en/about/count', '/en/nothing', '/live.js']) {
    const got = await ask({ path });
    const head = await ask({ method: 'HEAD', path });
    expect(head.status, path).toBe(got.status);
    expect(head.body.length, path).toBe(0);
    for (const name of ['content-type', 'cache-control', 'content-security-policy']) {
      expect(head.headers[name], `${name} of ${path}`).toBe(got.headers[name]);
    }
  }
});

test('compressed pages go only to those who take them', async () => {
  const takes = ['gzip', 'gzip, deflate, br, zstd', 'br;q=1.0, gzip;q=0.8', 'deflate, gzip;q=0.001'];
  const refuses = ['', 'identity', 'br', 'gzip;q=0', 'gzip; q=0.0, br', 'deflate, gzip;q=0.000', 'x-gzipped'];
  for (const path of [
    '/en?q=nothing-like-this',
    '/en/about/count',
    '/en/nothing',
    '/live.js',
    '/en/signatures/nothing',
  ]) {
    const { text } = await ask({ path });
    for (const wish of takes) {
      const answer = await ask({ path, headers: { 'accept-encoding': wish } });
      expect(answer.headers['content-encoding'], `${path} for ${wish}`).toBe('gzip');
      expect(answer.text.length, `${path} for ${wish}`).toBe(text.length);
    }
    for (const wish of refuses) {
      const answer = await ask({ path, headers: wish ? { 'accept-encoding': wish } : {} });
      expect(answer.headers['content-encoding'], `${path} for ${wish || 'nothing'}`).toBeUndefined();
      expect(
        answer.body.toString().startsWith(path === '/live.js' ? '//' : '<!doctype html>'),
        `${path} for ${wish}`,
      ).toBe(true);
    }
  }
});

test('what caches share tells them that the encoding matters', async () => {
  for (const path of ['/en', '/live.js']) {
    expect((await ask({ path, headers: { 'accept-encoding': 'gzip' } })).headers.vary, path).toMatch(
      /accept-encoding/i,
    );
  }
});
