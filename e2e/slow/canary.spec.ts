import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { connectPostgres } from '@/db/connect.ts';
import type { Listener } from '../bench/bare.ts';
import { findInFolder, findWords, spellingsOf } from '../support/canary.ts';
import { nginxPath, startFrontNginx } from '../support/front-nginx.ts';
import type { Letter } from '../support/mailbox.ts';
import { type OwnSite, startOwnSite } from '../support/own-site.ts';
import { onionUrl, runDirectory } from '../support/places.ts';
import { ask, type RawAnswer, type RawRequest } from '../support/raw.ts';
import { decreePage } from '../support/signer.ts';
import { complaintsAbout } from '../support/sound-answer.ts';

/**
 * One signer with words that stand nowhere else signs, confirms and withdraws, through the recommended nginx and past
 * it, and meets every fault on the way; then everything that was written anywhere is searched (PV-01).
 */

const canary = {
  'network address': '198.51.100.237',
  'address of the connection': '127.73.91.213',
  'user agent': 'Canaryfox/9.73-qzvwx',
  language: 'rm-CH;q=0.731',
  referrer: 'referrer-canary-kqjxz.example',
  'mail address': 'canary.zwqxj@mailbox-kvwzq.example',
  'local part': 'canary.zwqxj',
  name: 'Kanarija Zvqwxjova',
  'second mail address': 'finch.pqzwv@mailbox-kvwzq.example',
};

const host = 'petitions.test';
const origin = `https://${host}`;

let site: OwnSite;
let front: Listener;

test.skip(!nginxPath, 'nginx is not installed.');
// One site for all of them.
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  const folder = join(runDirectory, 'canary');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  site = await startOwnSite(folder, { APP_URL: origin, ONION_URL: onionUrl, TRUSTED_PROXIES: '127.0.0.0/8' });
  front = await startFrontNginx(join(folder, 'nginx'), site.port, host);
});
test.afterAll(async () => {
  await front?.stop();
  await site?.stop();
});

const traces = {
  host,
  'user-agent': canary['user agent'],
  'accept-language': canary.language,
  referer: `https://${canary.referrer}/`,
  'x-forwarded-for': canary['network address'],
  'x-real-ip': canary['network address'],
};

type Way = 'through nginx' | 'past it';

const askSite = (way: Way, request: RawRequest): Promise<RawAnswer> =>
  ask({
    ...request,
    headers: { ...traces, ...request.headers },
    port: way === 'past it' ? site.port : Number(new URL(front.origin).port),
    from: canary['address of the connection'],
  });

const postTo = (way: Way, path: string, fields: Record<string, string>) =>
  askSite(way, {
    method: 'POST',
    path,
    body: new URLSearchParams(fields).toString(),
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
  });

async function tokenFor(address: string): Promise<string> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const answer = await fetch(`${site.mailboxUrl}/emails`, { headers: { authorization: 'Bearer re_local_mailbox' } });
    const { data } = (await answer.json()) as { data: Letter[] };
    const token = /\/signatures\/([\w-]{43})/.exec(data.find(({ to }) => to.includes(address))?.html ?? '')?.[1];
    if (token) return token;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The letter did not arrive.');
}

const form = `${decreePage()}/signatures`;
const tokens: string[] = [];

async function signAndConfirm(way: Way, email: string, fields: Record<string, string>): Promise<string> {
  expect((await postTo(way, form, { name: canary.name, email, ...fields })).status).toBe(303);
  const token = await tokenFor(email);
  tokens.push(token);
  const own = `/en/signatures/${token}`;
  const page = await askSite(way, { path: `${own}/confirmation` });
  expect(page.status).toBe(200);
  const ticket = /name="ticket" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  expect((await postTo(way, `${own}/confirmation`, { sure: 'yes', ticket })).status).toBe(303);
  expect((await askSite(way, { path: own })).status).toBe(200);
  return own;
}

/** Every row of every table as text, bytes in hex: what a dump holds, without a tool of the server's own version. */
async function dumpRows(url: string): Promise<string> {
  const sql = connectPostgres(url, { max: 1 });
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information_)'`;
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ row: string }[]>(`select t::text as row from ${name} t`);
    parts.push(name, ...rows.map(({ row }) => row));
  }
  await sql.end();
  return parts.join('\n');
}

test('PV-01: the search finds a word however it is written', () => {
  for (const [spelling, bytes] of spellingsOf(canary['mail address'])) {
    const around = Buffer.concat([Buffer.from([0, 1, 2]), bytes, Buffer.from([0])]);
    expect(findWords('here', around, { it: canary['mail address'] }), spelling).not.toEqual([]);
  }
  for (const before of ['', 'a', 'ab']) {
    const encoded = Buffer.from(`${before}${canary['mail address']}, more`).toString('base64');
    expect(findWords('here', Buffer.from(encoded), { it: canary['mail address'] }), before).not.toEqual([]);
  }
});

test('PV-01, OP-03: nothing that was written anywhere knows the signer', async () => {
  const email = canary['mail address'];
  for (const way of ['through nginx', 'past it'] as const) {
    expect((await askSite(way, { path: decreePage() })).status).toBe(200);
    expect((await postTo(way, form, { name: canary.name, email: `${email}, ${canary.name}` })).status).toBe(422);
    expect((await askSite(way, { path: `/${email}/%ff` })).status).toBe(404);
    await askSite(way, { path: `/en?q=${encodeURIComponent(canary.name)}&page=${email}` });
    await askSite(way, { method: 'TRACE', path: `/${email}` });
  }
  const leaver = await signAndConfirm('through nginx', email, { updates: 'yes', deliver: 'yes' });
  await signAndConfirm('past it', canary['second mail address'], { updates: 'yes' });
  expect((await postTo('past it', `${leaver}/withdrawal`, { sure: 'yes' })).status).toBe(303);

  // A statement that fails with everything typed among its values.
  const sql = connectPostgres(site.database().url, { max: 1 });
  const statuses: number[] = [];
  await sql`alter table attempts rename to attempts_away`;
  for (const way of ['through nginx', 'past it'] as const) {
    const broken = await postTo(way, form, { name: canary.name, email });
    statuses.push(broken.status);
    if (way === 'past it') expect(complaintsAbout(broken)).toEqual([]);
  }
  await sql`alter table attempts_away rename to attempts`;
  await sql.end();
  expect(statuses).toEqual([500, 500]);

  await site.stopDatabase();
  const away = await postTo('past it', form, { name: canary.name, email });
  expect(away.status).toBe(503);
  expect(complaintsAbout(away)).toEqual([]);
  await site.startDatabase();

  const rows = await dumpRows(site.database().url);
  writeFileSync(join(site.folder, 'dump.txt'), rows);
  const metrics = await askSite('past it', { path: '/metrics' });
  writeFileSync(join(site.folder, 'metrics.txt'), metrics.text);
  expect(rows, 'the dump has the petition, so it is a dump').toContain('decree-ending-mobilisation');
  expect(readFileSync(join(site.folder, 'output', 'site.log'), 'utf8')).toContain('could not be answered');

  const secrets = Object.fromEntries(tokens.map((token, n) => [`token ${n + 1}`, token]));
  const { files, finds } = findInFolder(site.folder, { ...canary, ...secrets });
  expect(files).toBeGreaterThan(100);
  expect(findInFolder(join(site.folder, 'database'), { known: 'decree-ending-mobilisation' }).finds).not.toEqual([]);
  console.log(`${files} files searched for ${Object.keys({ ...canary, ...secrets }).length} words`);
  expect(finds).toEqual([]);
});

test('OP-03: every line of the log has fields from the list alone, and no other log is written', () => {
  const allowed =
    /^(level|time|msg|count|milliseconds|kind|fault|code|constraint|tries|batch|petition|port|where|size)$/;
  const lines = readFileSync(join(site.folder, 'output', 'site.log'), 'utf8')
    .split('\n')
    .filter(Boolean);
  expect(lines.length).toBeGreaterThan(3);
  const plain = lines.filter((line) => !line.startsWith('{'));
  expect(plain).toEqual([]);
  const fields = lines.flatMap((line) => Object.keys(JSON.parse(line) as object));
  expect([...new Set(fields)].filter((name) => !allowed.test(name))).toEqual([]);
  // The site writes to standard error alone: how long that is kept is decided where it is caught (README, "Logs").
  const files = readdirSync(site.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(log|out|err|txt)$/.test(entry.name))
    .map((entry) => relative(site.folder, join(entry.parentPath, entry.name)))
    .filter((file) => !/^(output\/site\.log|dump\.txt|metrics\.txt|database\/|nginx\/)/.test(file));
  expect(files).toEqual([]);
});

test('WE-13: the open site tells of the onion on pages, over TLS alone, and not on the onion itself', async () => {
  for (const path of ['/en', decreePage('ru'), '/nothing', '/sign-in']) {
    const open = await ask({ path, port: site.port, headers: { host } });
    expect(open.headers['onion-location'], path).toBe(onionUrl + path);
    const onion = await ask({ path, port: site.port, headers: { host: new URL(onionUrl).host } });
    expect(onion.headers, path).not.toHaveProperty('onion-location');
    expect(onion.text, path).not.toContain(host);
  }
});
