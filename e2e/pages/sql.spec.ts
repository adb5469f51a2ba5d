import { cookieOf, signIn } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { makePanel } from '../support/panel.ts';
import { ask } from '../support/raw.ts';
import { fillRoute, readRoutes } from '../support/routes.ts';
import { confirmByPost } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

/** What would be SQL if somewhere a parameter were part of a statement (WE-10). */
const corpus = [
  "'",
  '"',
  '\\',
  "';select pg_sleep(5)--",
  "' or pg_sleep(5) is null--",
  '1;select pg_sleep(5)',
  '1) or 1=(select 1 from pg_sleep(5))--',
  "'||(select pg_sleep(5))||'",
  "' union select null,version()--",
  '1 union all select null::text',
  "' or '1'='1",
  "x' and 1=cast((select version()) as int)--",
  '%',
  '_%',
  '$$;select pg_sleep(5);$$',
  "E'\\x27'",
  '1e309',
  '-1',
  '9223372036854775808',
  "{1,2}'",
  'null',
  '2026-02-30',
  "0001-01-01' or true--",
  '\u0000',
];

const names = [
  'q',
  'page',
  'state',
  'days',
  'campaign',
  'partner',
  'language',
  'with',
  'role',
  'share',
  'from',
  'until',
  'who',
  'act',
  'group',
  'kind',
  'country',
  'domain',
  'name',
  'before',
  'after',
  'form',
  'known',
  'made',
  'done',
  'removed',
  'saved',
];

/** In milliseconds. The corpus sleeps for 5 s where it is believed. */
const ANOMALY = 4_000;

test('WE-10: no parameter of any page is part of a statement', async ({ house }) => {
  expect(house).toBeTruthy();
  test.setTimeout(240_000);
  const panel = await makePanel();
  const { owner } = panel.members;
  const cookie = cookieOf(await signIn(owner.accountId));
  const token = await confirmByPost({ email: newAddress() });
  for (const [n, route] of readRoutes().entries()) {
    const path = await fillRoute(route, token, panel, owner);
    const isList =
      route === '/[locale]' || /audit$|signatures$|links$|members$|partners$|petitions$|invalidations$/.test(route);
    // Lists meet everything; of the others each meets some, and all of them together everything.
    const some = isList ? corpus : corpus.filter((_, at) => at % 8 === n % 8);
    for (const value of some) {
      const search = names.map((name) => `${name}=${encodeURIComponent(value)}`).join('&');
      const began = performance.now();
      const { status } = await ask({
        path: `${path}?${search}`,
        headers: { cookie },
        headOnly: route.endsWith('/stream'),
      });
      const what = `${route} with ${value}`;
      expect(status, what).toBeLessThan(500);
      expect(performance.now() - began, what).toBeLessThan(ANOMALY);
    }
  }
});

test('WE-10: an address in the path is no part of a statement either', async ({ house }) => {
  expect(house).toBeTruthy();
  const panel = await makePanel();
  const cookie = cookieOf(await signIn(panel.members.owner.accountId));
  for (const value of corpus) {
    const part = encodeURIComponent(value);
    for (const path of [
      `/en/petitions/${part}`,
      `/en/petitions/x/updates/${part}`,
      `/en/campaigns/${part}`,
      `/s/${part}`,
      `/coalitions/${part}/logo.png`,
      `/api/v1/petitions/${part}/count`,
      `/team/${part}`,
      `/team/${panel.slug}/petitions/${part}`,
      `/team/${panel.slug}/members/${part}`,
      `/team/${panel.slug}/petitions/${panel.slug}/updates/${part}`,
    ]) {
      const began = performance.now();
      expect((await ask({ path, headers: { cookie } })).status, path).toBe(404);
      expect(performance.now() - began, path).toBeLessThan(ANOMALY);
    }
  }
});
