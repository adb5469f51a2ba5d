import { locales } from '@/lib/i18n/locales.ts';
import { ask, askWithForm, type RawAnswer } from '../support/raw.ts';
import { confirmByPost, decreePage, signByPost } from '../support/signer.ts';
import { expect, test } from '../support/visitor.ts';
import { newAddress } from '../support/world.ts';

/** In bytes, headers included: some networks cut a connection after 16 KB, and the TLS handshake needs its share (WE-12). */
const LARGEST = 11_000;

const gzip = { 'accept-encoding': 'gzip, deflate, br' };

/** One answer is the whole page: small enough, and nothing in it has to be fetched for it to work. */
function seeLightPage(answer: RawAnswer, status: number): void {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(answer.bytes).toBeLessThanOrEqual(LARGEST);
  expect(answer.headers).not.toHaveProperty('set-cookie');
  expect(answer.text).toMatch(/^<!doctype html><html[\s\S]*<\/html>$/);
  expect(answer.text).not.toMatch(
    /<link[^>]+rel="(stylesheet|preload|modulepreload)"|<(img|iframe|video|audio|object)\b|@import|url\(/i,
  );
  const scripts = [...answer.text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  // Extras of our own, and data that nobody runs.
  const known = [
    '<script src="/live.js" defer="">',
    '<script src="/share.js" defer="">',
    '<script type="application/ld+json">',
  ];
  expect(scripts.filter((tag) => !known.includes(tag))).toEqual([]);
}

for (const locale of locales) {
  test(`WE-12: the pages of a signature are one light answer each (${locale})`, async () => {
    seeLightPage(await ask({ path: decreePage(locale), headers: gzip }), 200);
    seeLightPage(await ask({ path: `${decreePage(locale)}/with/mothers-ural`, headers: gzip }), 200);
    const typed = `name=${'n'.repeat(200)}&email=nobody&country=XX&deliver=yes&partner=mothers-ural`;
    seeLightPage(await askWithForm(`${decreePage(locale)}/signatures`, typed, gzip), 422);
    seeLightPage(await ask({ path: `${decreePage(locale)}/sent`, headers: gzip }), 200);

    const waiting = await signByPost({ email: newAddress(), locale });
    seeLightPage(await ask({ path: `/${locale}/signatures/${waiting}/confirmation`, headers: gzip }), 200);
    const mine = await confirmByPost({ email: newAddress(), locale, fields: { partner: 'mothers-ural' } });
    seeLightPage(await ask({ path: `/${locale}/signatures/${waiting}/refusal`, headers: gzip }), 200);
    seeLightPage(await askWithForm(`/${locale}/signatures/${waiting}/confirmation`, '', gzip), 422);
    seeLightPage(await ask({ path: `${decreePage(locale)}/withdrawn`, headers: gzip }), 200);
    for (const act of ['', '/following', '/withdrawal', '/erasure', '/receipt']) {
      seeLightPage(await ask({ path: `/${locale}/signatures/${mine}${act}`, headers: gzip }), 200);
    }
  });
}

test('the scripts of a petition are at most 3 KB together, before compression', async () => {
  let bytes = 0;
  for (const path of ['/live.js', '/share.js']) {
    const plain = await ask({ path });
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8');
    bytes += plain.body.length;
    expect((await ask({ path, headers: gzip })).text).toBe(plain.text);
  }
  expect(bytes).toBeLessThanOrEqual(3 * 1024);
});

test('PV-11: no answer sets a cookie', async () => {
  const token = await confirmByPost({ email: newAddress() });
  const paths = [
    '/',
    '/en',
    '/nothing',
    '/en/nothing',
    decreePage(),
    `${decreePage()}/sent`,
    '/s/k7m2qa',
    '/live.js',
    '/icon.svg',
    '/livez',
    '/readyz',
    '/api/v1/petitions/decree-ending-mobilisation/count',
    `/en/signatures/${token}`,
    `/en/signatures/${token}/following`,
  ];
  for (const path of paths) expect((await ask({ path })).headers, path).not.toHaveProperty('set-cookie');
});
