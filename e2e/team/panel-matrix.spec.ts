import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { openSession } from '@/lib/access/sessions.ts';
import { words } from '@/lib/i18n/words.ts';
import type { Member } from '@/lib/team/members.ts';
import { type Role, type Rule, rules } from '@/lib/team/rules.ts';
import { cookieOf, signIn } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { fillPath, makePanel, namesIn, type Panel, swapName } from '../support/panel.ts';
import { ask, askWithForm, type RawAnswer } from '../support/raw.ts';
import { readRoutes } from '../support/routes.ts';

/** Every route of the panel × method × role × coalition (AD-01, AD-02): what is not allowed here is nowhere. */

const roles: readonly Role[] = ['owner', 'editor', 'translator', 'moderator', 'analyst', 'partner'];
const say = words('en');

const inCoalition = (route: string) => route.startsWith('/team/[coalition]');
const isBuilt = (route: string) => readRoutes().includes(route);

type Method = 'GET' | 'POST';

const send = (method: Method, path: string, cookie: string | null, headers: Record<string, string> = {}) => {
  const all = { ...(cookie ? { cookie } : {}), ...headers };
  return method === 'GET' ? ask({ path, headers: all }) : askWithForm(path, '', all);
};

const cookieFor = async ({ accountId }: Member): Promise<string> => cookieOf(await signIn(accountId));

/** The role opens it: the answer may be a page, a way on or a problem with what was sent, but no closed door. */
function seeOpened({ status, text }: RawAnswer, what: string): void {
  expect([200, 201, 204, 303, 304, 409, 413, 415, 422], `${what} answered ${status}`).toContain(status);
  expect(text, what).not.toContain(say('team.forbidden.title'));
}

function seeClosed({ status, text }: RawAnswer, expected: number, what: string, panel: Panel): void {
  expect(status, what).toBe(expected);
  expect(text, `${what} tells something`).not.toContain(panel.secret);
}

test('AD-01: every route of a coalition’s panel has its rule', () => {
  const routes = readRoutes().filter(inCoalition);
  expect(routes.length).toBeGreaterThan(0);
  expect(routes.filter((route) => !(route in rules))).toEqual([]);
});

test('AD-01: every rule has its route', () => {
  expect(Object.keys(rules).filter((route) => !isBuilt(route))).toEqual([]);
});

for (const [route, rule] of Object.entries(rules) as [string, Rule][]) {
  test.describe(route, () => {
    test.beforeEach(({ house }) => {
      expect(house).toBeTruthy();
    });

    for (const method of ['GET', 'POST'] as const) testMethod(route, method, rule);
  });
}

function testMethod(route: string, method: Method, rule: Rule): void {
  const allowed = rule[method];

  if (!allowed) {
    test(`has no ${method}`, async () => {
      const { members, ...panel } = await makePanel();
      const path = await fillPath(route, { members, ...panel }, members.owner);
      expect([404, 405]).toContain((await send(method, path, await cookieFor(members.owner))).status);
    });
    return;
  }

  test(`AD-01: ${method} opens to its roles and to no other`, async () => {
    for (const role of roles) {
      // What a role may do can change the panel for the next one.
      const panel = await makePanel();
      const member = panel.members[role];
      const answer = await send(method, await fillPath(route, panel, member), await cookieFor(member));
      if (allowed.includes(role)) seeOpened(answer, role);
      else seeClosed(answer, 403, role, panel);
    }
  });

  test(`AD-02: ${method} is not there for other coalitions, nor for other partners`, async () => {
    const [panel, other] = [await makePanel(), await makePanel()];
    for (const role of roles) {
      const path = await fillPath(route, panel, panel.members[role]);
      seeClosed(await send(method, path, await cookieFor(other.members[role])), 404, `foreign ${role}`, panel);
    }
    for (const role of allowed) {
      const member = panel.members[role];
      for (const name of namesIn(route).filter(
        (one) => one !== 'coalition' && one !== 'partner' && one !== 'version',
      )) {
        const path = await swapName(route, name, panel, other, member);
        seeClosed(await send(method, path, await cookieFor(member)), 404, `${role} with a foreign ${name}`, other);
      }
    }
    if (allowed.includes('partner') && namesIn(route).includes('partner')) {
      const path = await fillPath(route, panel, panel.members.partner);
      seeClosed(await send(method, path, await cookieFor(panel.otherPartner)), 404, 'another partner', other);
    }
  });

  test(`AD-03: ${method} shows nothing before both factors, nor after the session`, async () => {
    const panel = await makePanel();
    const member = panel.members[allowed[0] ?? 'owner'];
    const path = await fillPath(route, panel, member);
    await seeSignIn(method, path, null, panel);
    await seeSignIn(method, path, 'undersigned=nothing', panel);
    const half = await send(method, path, cookieOf(await openSession(member.accountId)));
    seeClosed(half, 303, 'the first factor alone', panel);
    expect(half.headers.location).toMatch(/^\/sign-in\/(second-factor|enrolment)/);
    const cookie = await cookieFor(member);
    await database().execute(sql`delete from sessions where account_id = ${member.accountId}`);
    await seeSignIn(method, path, cookie, panel);
    const idle = await cookieFor(member);
    await database().execute(
      sql`update sessions set seen_at = now() - interval '31 minutes' where account_id = ${member.accountId}`,
    );
    await seeSignIn(method, path, idle, panel);
  });

  test(`AD-01: ${method} gives no more under any disguise`, async () => {
    const [panel, other] = [await makePanel(), await makePanel()];
    const path = await fillPath(route, panel, panel.members[allowed[0] ?? 'owner']);
    const strangers = [null, await cookieFor(other.members.owner)];
    const denied = roles.find((role) => !allowed.includes(role));
    if (denied) strangers.push(await cookieFor(panel.members[denied]));
    for (const cookie of strangers) {
      for (const [what, disguised, headers] of disguisesOf(path)) {
        const { status, text } = await send(method, disguised, cookie, headers);
        expect(text, `${what} (${status})`).not.toContain(panel.secret);
        const closed = disguised === OPEN ? [200, 405] : [303, 307, 308, 400, 401, 403, 404, 405];
        expect(closed, `${what} answered ${status}`).toContain(status);
      }
    }
  });

  if (method === 'POST') testPost(route, rule, allowed);
}

async function seeSignIn(method: Method, path: string, cookie: string | null, panel: Panel): Promise<void> {
  const answer = await send(method, path, cookie);
  expect(answer.text).not.toContain(panel.secret);
  // An upload is not kept for after the sign-in: it leads there like a page.
  if (method === 'POST' && answer.status === 401) return;
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toMatch(/^\/sign-in(\?|$)/);
}

/** A public page that speaks of no petition. */
const OPEN = '/en/about/privacy';

/** Ways around a check that somebody's framework once had. */
function disguisesOf(path: string): (readonly [string, string, Record<string, string>])[] {
  const build = readFileSync('.next/BUILD_ID', 'utf8').trim();
  const middleware = 'middleware:middleware:middleware:middleware:middleware';
  const plain: Record<string, string> = {};
  return [
    ['.rsc', `${path}.rsc`, plain],
    ['a segment file', `${path}.segments/_tree.segment.rsc`, plain],
    ['_next/data', `/_next/data/${build}${path}.json`, plain],
    ['a slash behind', `${path}/`, plain],
    ['two slashes', path.replace('/team/', '/team//'), plain],
    ['upper case', path.toUpperCase(), plain],
    ['a dot', path.replace('/team/', '/team/./'), plain],
    ['an encoded dot', path.replace('/team/', '/team/%2e/'), plain],
    ['an encoded letter', path.replace('/team/', '/t%65am/'), plain],
    ['a twice encoded letter', path.replace('/team/', '/t%2565am/'), plain],
    ['an encoded slash', path.replace('/team/', '/team%2f'), plain],
    ['a language before it', `/en${path}`, plain],
    ['x-middleware-subrequest', path, { 'x-middleware-subrequest': middleware }],
    ['x-middleware-rewrite', path, { 'x-middleware-rewrite': path, 'x-nextjs-data': '1' }],
    ['RSC', path, { rsc: '1', 'next-router-prefetch': '1', 'next-router-state-tree': '[]' }],
    ['an action', path, { 'next-action': '0'.repeat(40) }],
    ['another address', OPEN, { 'x-original-url': path, 'x-rewrite-url': path, 'x-invoke-path': path }],
  ];
}

function testPost(route: string, rule: Rule, allowed: readonly Role[]): void {
  test('WE-03: POST from elsewhere, or from nowhere, is refused', async () => {
    const panel = await makePanel();
    const member = panel.members[allowed[0] ?? 'owner'];
    const path = await fillPath(route, panel, member);
    const cookie = await cookieFor(member);
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const origin of [
      {},
      { origin: 'null' },
      { origin: 'https://elsewhere.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const answer = await ask({ method: 'POST', path, body: '', headers: { cookie, ...type, ...origin } });
      seeClosed(answer, 403, JSON.stringify(origin), panel);
    }
  });

  if (!rule.fresh) return;

  test('AD-08: POST asks for the second factor again when it was shown long ago', async () => {
    for (const role of allowed) {
      const panel = await makePanel();
      const member = panel.members[role];
      const path = await fillPath(route, panel, member);
      const cookie = await cookieFor(member);
      await database().execute(
        sql`update sessions set proved_at = now() - interval '5 minutes 1 second' where account_id = ${member.accountId}`,
      );
      const answer = await send('POST', path, cookie);
      expect(answer.status, role).toBe(403);
      expect(answer.text, role).toContain(say('team.proof.title'));
    }
  });
}

test('every page of the account itself is closed before both factors', async ({ house }) => {
  expect(house).toBeTruthy();
  const open = ['/team/sign-out'];
  const routes = readRoutes().filter((route) => /^\/team(\/|$)/.test(route) && !inCoalition(route));
  const { members } = await makePanel();
  const half = cookieOf(await openSession(members.owner.accountId));
  for (const route of routes.filter((one) => !open.includes(one))) {
    const path = route.replaceAll(/\[\w+\]/g, 'something');
    for (const method of ['GET', 'POST'] as const) {
      const nobody = await send(method, path, null);
      if (nobody.status === 405) continue;
      expect([303, 401], `${method} ${route} answered ${nobody.status}`).toContain(nobody.status);
      if (nobody.status === 303) expect(nobody.headers.location, route).toMatch(/^\/sign-in/);
      const first = await send(method, path, half);
      expect(first.status, `${method} ${route} after one factor`).toBe(303);
      expect(first.headers.location, route).toMatch(/^\/sign-in\/(second-factor|enrolment)/);
    }
  }
});
