import { expect, test } from '../support/own-petition.ts';
import { confirmByLetter, decreePage, signOnPage } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

test('PV-11, PV-12: signing leaves nothing on the device: no cookie, no storage, no address in the history', async ({
  context,
  page,
}) => {
  const email = newAddress();
  const visited: string[] = [];
  page.on('framenavigated', (frame) => visited.push(frame.url()));
  await page.goto(decreePage());
  await signOnPage(page, { email, name: 'Left Nowhere' });
  await confirmByLetter(page, email);
  const stored = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
    caches: (await globalThis.caches?.keys())?.length ?? 0,
    cookie: document.cookie,
    name: window.name,
  }));
  expect(stored).toEqual({ local: 0, session: 0, databases: 0, workers: 0, caches: 0, cookie: '', name: '' });
  expect(await context.cookies()).toEqual([]);
  expect(visited.length).toBeGreaterThan(3);
  for (const address of visited) {
    expect(address).not.toContain(encodeURIComponent(email));
    expect(address).not.toContain(email.split('@')[0]);
    expect(address).not.toMatch(/Left|Nowhere/);
  }
});
