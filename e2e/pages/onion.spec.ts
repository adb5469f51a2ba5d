import { expect, test } from '@playwright/test';
import { mailboxUrl, onionUrl, sitePort, siteUrl } from '../support/places.ts';
import { ask, askWithForm } from '../support/raw.ts';
import { confirmByPost, decreePage, signByPost, ticketOn } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

/** The site by the name of its onion service, as Tor Browser asks for it. */
const host = { host: new URL(onionUrl).host };
const onOnion = (path: string) => ask({ path, headers: host });
const postOnOnion = (path: string, body: string, headers: Record<string, string> = {}) =>
  askWithForm(path, body, { ...host, origin: onionUrl, ...headers });

/**
 * The demonstration's mailbox is on this machine and stands in the footer of no other installation. The log has one
 * name, whichever way it is read: whoever compares its key must see it as it is.
 */
const withoutDemo = (text: string): string =>
  text.replaceAll(mailboxUrl, '').replace(/localhost:\d+\/log(?=[\s<+&]|$)/g, '');

function seeNoOpenSite(text: string, what: string): void {
  expect(withoutDemo(text), what).not.toContain(`localhost:${sitePort}`);
  expect(withoutDemo(text), what).not.toContain(encodeURIComponent(siteUrl));
}

/** Paths of this site that a page leads to, loads or posts to. Nothing of ours is named with an origin. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/\s(?:href|src|action)="(\/[^"#]*)/g)].map(([, path]) => (path ?? '').replaceAll('&amp;', '&'));

test('WE-13: read through the onion, no page names the open site', async () => {
  test.setTimeout(90_000);
  const mine = await confirmByPost({ email: newAddress(), fields: { partner: 'three-cities', updates: 'yes' } });
  const waiting = await signByPost({ email: newAddress() });
  const own = ['', '/following', '/withdrawal', '/erasure'].map((act) => `/en/signatures/${mine}${act}`);
  const queue = ['/en', '/ru', '/sign-in', '/nothing', ...own, `/en/signatures/${waiting}/confirmation`];
  const seen = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const answer = await onOnion(path);
    expect(answer.status, path).toBeLessThan(500);
    seeNoOpenSite(answer.text + JSON.stringify(answer.headers), path);
    // Two languages, so that the walk ends soon; the pages of the others are the same views.
    for (const next of pathsIn(answer.text).filter((one) => /^\/(en|ru|s|sign-in)(\/|$)/.test(one))) {
      if (!seen.has(next)) queue.push(next);
      seen.add(next);
    }
  }
  expect(seen.size).toBeGreaterThan(20);
});

test('WE-13: a signer signs, confirms and passes on through the onion alone, without a cookie', async () => {
  const email = newAddress();
  const signed = await postOnOnion(`${decreePage()}/signatures`, `name=Test+Signer&email=${email}`);
  expect([signed.status, signed.headers.location]).toEqual([303, `${decreePage()}/sent`]);
  const token = await signByPost({ email: newAddress() });
  const asked = `/en/signatures/${token}/confirmation`;
  const ticket = encodeURIComponent(await ticketOn(asked));
  const confirmed = await postOnOnion(asked, `sure=yes&ticket=${ticket}`);
  expect([confirmed.status, confirmed.headers.location]).toEqual([303, `/en/signatures/${token}`]);
  expect({ ...signed.headers, ...confirmed.headers }).not.toHaveProperty('set-cookie');
  expect((await onOnion(`/en/signatures/${token}`)).text).toContain(`${onionUrl}/s/`);
});

test('WE-03, WE-13: the onion’s forms are taken from the onion, and not from another one', async () => {
  const form = `${decreePage()}/signatures`;
  const complete = () => `name=Test+Signer&email=${newAddress()}`;
  expect((await postOnOnion(form, complete())).status).toBe(303);
  for (const origin of [`http://${'a'.repeat(56)}.onion`, `${onionUrl}.elsewhere.example`, 'null'])
    expect((await postOnOnion(form, complete(), { origin })).status, origin).toBe(403);
});

test('WE-13: the panel’s cookies need no TLS on the onion', async () => {
  const answer = await postOnOnion('/sign-in', 'email=owner@example.org&then=%2Fteam%2Faccount');
  expect(answer.headers['set-cookie']).toMatch(/^undersigned-then=/);
  expect(answer.headers['set-cookie']).not.toContain('Secure');
});
