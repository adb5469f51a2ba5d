import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Listener } from '../bench/bare.ts';
import { goThrough } from '../support/cut-journey.ts';
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts';
import { nginxPath, startFrontNginx } from '../support/front-nginx.ts';
import { expect, test } from '../support/own-petition.ts';
import { sitePort } from '../support/places.ts';
import { ask } from '../support/raw.ts';
import { decreePage } from '../support/signer.ts';

/** A network that cuts connections after 16 KB, in front of the site as we recommend to run it (WE-12). */

/** The whole figure is 20; `npm run test:slow` goes through all of them. */
const JOURNEYS = process.env.TEST_SLOW === 'yes' ? 20 : 2;

let folder: string;
let front: Listener;
let proxy: CuttingProxy;
test.skip(!nginxPath, 'nginx is not installed.');
test.describe.configure({ mode: 'default', timeout: 300_000 });
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undersigned-cut-'));
  front = await startFrontNginx(folder, sitePort, `localhost:${sitePort}`);
  proxy = await startCuttingProxy(Number(new URL(front.origin).port));
});
test.afterAll(async () => {
  await proxy?.stop();
  await front?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the network between cuts what is too large', async () => {
  // Nothing compressed: the page is then several times what gets through.
  const whole = await ask({ path: decreePage() });
  const cut = await ask({ path: decreePage(), port: proxy.port }).catch(() => null);
  expect(whole.text).toContain('</html>');
  expect(cut?.text ?? '').not.toContain('</html>');
});

test('WE-12: who signs behind such a network signs all the same, with HTML alone', async ({ browser, house }) => {
  expect(house).toBeTruthy();
  const before = proxy.count();
  for (let n = 0; n < JOURNEYS; n += 1) {
    proxy.comeFrom(`127.0.16.${n + 1}`);
    await goThrough(browser, proxy.port);
  }
  const after = proxy.count();
  expect(after.cut).toBe(before.cut);
  expect(after.all - before.all).toBeGreaterThanOrEqual(JOURNEYS * 9);
});
