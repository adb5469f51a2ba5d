import type { Member } from '@/lib/team/members.ts';
import { cookieOf, signIn } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { makePanel, type Panel } from '../support/panel.ts';
import { siteUrl } from '../support/places.ts';
import { ask, type RawAnswer, readAnswer, talk } from '../support/raw.ts';
import { fillRoute, readRoutes } from '../support/routes.ts';
import { confirmByPost, decreePage } from '../support/signer.ts';
import { complaintsAbout } from '../support/sound-answer.ts';
import { newAddress } from '../support/world.ts';

/** Every route of the build × method × who asks: the headers of every answer, by their exact value. */

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'TRACE'];

const posted = { origin: siteUrl, 'content-type': 'application/x-www-form-urlencoded' };

interface Asked {
  readonly what: string;
  readonly answer: RawAnswer;
}

async function askEverything(panel: Panel, member: Member | null): Promise<Asked[]> {
  const token = await confirmByPost({ email: newAddress() });
  const cookie = member ? { cookie: cookieOf(await signIn(member.accountId)) } : {};
  const asked: Asked[] = [];
  for (const method of methods) {
    for (const route of readRoutes()) {
      // These end the session or the membership that the rest of the walk needs.
      if (member && method === 'POST' && /sign-out|sessions|member/.test(route)) continue;
      const path = await fillRoute(route, token, panel, member ?? panel.members.owner);
      const body = method === 'POST' ? { body: '' } : {};
      const headers = method === 'POST' ? { ...posted, ...cookie } : cookie;
      const answer = await ask({ method, path, headers, ...body, headOnly: route.endsWith('/stream') });
      asked.push({ what: `${method} ${path} (${answer.status})`, answer });
    }
  }
  return asked;
}

/** "GET /en" names the path behind the method. */
const pathIn = (what: string): string => what.split(' ')[1] ?? '';

const allComplaints = (asked: readonly Asked[]): string[] =>
  asked.flatMap(({ answer, what }) =>
    complaintsAbout(answer, pathIn(what)).map((complaint) => `${what}: ${complaint}`),
  );

/** Public numbers and the log alone may be read from other sites, and only read (AP-03). */
const isReadElsewhere = ({ answer, what }: Asked): boolean =>
  'access-control-allow-origin' in answer.headers && !/^(GET|HEAD) \/(api\/v1|log)\//.test(what);

for (const who of ['a stranger', 'an owner'] as const) {
  test(`WE-01, WE-02, AP-03: every answer to ${who} has the policy and all safe headers`, async ({ house }) => {
    expect(house).toBeTruthy();
    test.setTimeout(120_000);
    const panel = await makePanel();
    const asked = await askEverything(panel, who === 'an owner' ? panel.members.owner : null);
    expect(allComplaints(asked)).toEqual([]);
    expect(asked.map(({ answer }) => answer.status).filter((status) => status >= 500)).toEqual([]);
    const statuses = new Set(asked.map(({ answer }) => answer.status));
    for (const status of [200, 303, 404, 405]) expect([...statuses], `some answer was ${status}`).toContain(status);
    expect(asked.filter(isReadElsewhere).map(({ what }) => what)).toEqual([]);
  });
}

test('WE-02: a page that is known already keeps its policy', async () => {
  const first = await ask({ path: '/en/about/count' });
  const again = await ask({ path: '/en/about/count', headers: { 'if-none-match': first.headers.etag ?? '' } });
  expect(again.status).toBe(304);
  expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
  expect(complaintsAbout(again)).toEqual([]);
});

const odd: readonly (readonly [string, number, string])[] = [
  ['bytes that are no UTF-8', 404, 'GET /%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['the same behind a language', 404, 'GET /ru/%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['half a percent sign', 404, 'GET /en/%e0%a4%a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['NUL', 404, 'GET /en/%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['the framework’s pictures', 404, 'GET /_next/image?url=x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['the framework’s files', 404, 'GET /_next/static/x.js HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['the framework’s data', 404, 'GET /%5fnext/data/x/en.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['the framework’s page', 404, 'GET /_not-found HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['a whole address', 200, 'GET http://elsewhere.example/en HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['no path', 204, 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['TRACE', 405, 'TRACE /en HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['a tunnel', 400, 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['an unknown method', 400, 'NONSENSE /en HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['no HTTP at all', 400, '\x16\x03\x01\x02\x00\x01\r\n\r\n'],
  ['two lengths', 400, 'POST /en HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['no host', 400, 'GET /en HTTP/1.1\r\n\r\n'],
  ['headers of 20 KB', 431, `GET /en HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['an unknown expectation', 200, 'GET /en HTTP/1.1\r\nHost: a\r\nExpect: magic\r\nConnection: close\r\n\r\n'],
  ['another protocol', 200, 'GET /en HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n'],
];

for (const [what, status, request] of odd) {
  test(`WE-01, WE-02: a request with ${what} is answered ${status}, with all safe headers`, async () => {
    const answer = readAnswer(await talk(Buffer.from(request, 'latin1')), 'GET');
    expect(answer.status).toBe(status);
    expect(complaintsAbout(answer)).toEqual([]);
  });
}

test('an address that cannot be read is answered in the reader’s language', async () => {
  const { text } = await ask({ path: '/ru/%ff' });
  expect(text).toContain('<html lang="ru"');
});

test('WE-08: what the framework could do beside pages is not there, at once', async () => {
  const doors = [
    { method: 'POST', path: decreePage(), body: 'x', headers: { ...posted, 'next-action': 'a'.repeat(40) } },
    {
      method: 'POST',
      path: '/en',
      body: `--x\r\n${'y'.repeat(30_000)}`,
      headers: { origin: siteUrl, 'next-action': 'x', 'content-type': 'multipart/form-data; boundary=x' },
    },
    { method: 'POST', path: decreePage(), body: 'x', headers: posted },
    { path: `/_next/image?url=${encodeURIComponent(`${siteUrl}/icon.svg`)}&w=64&q=75` },
    { path: '/_next/image?url=https%3A%2F%2Felsewhere.example%2Fx.svg&w=64&q=75' },
  ];
  for (const door of doors) {
    // The first of a kind may load something; an attacker does not stop after one.
    await ask(door);
    const times = [];
    for (let n = 0; n < 5; n += 1) {
      const began = performance.now();
      const { status } = await ask(door);
      expect([404, 405], `${door.path} answers ${status}`).toContain(status);
      times.push(performance.now() - began);
    }
    expect(Math.min(...times), door.path).toBeLessThanOrEqual(50);
  }
});
