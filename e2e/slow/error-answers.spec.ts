import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { connectPostgres } from '@/db/connect.ts';
import { type OwnSite, startOwnSite } from '../support/own-site.ts';
import { ask, type RawAnswer } from '../support/raw.ts';
import { decreeSlug } from '../support/signer.ts';
import { complaintsAbout } from '../support/sound-answer.ts';
import { fromSource } from '../support/sources.ts';

/** WE-02 where everything fails: each route of the build, with a database that is broken and one that is away. */

const host = 'petitions.test';
const posted = { origin: `https://${host}`, 'content-type': 'application/x-www-form-urlencoded' };
const token = 'A'.repeat(43);
const cookie = `__Host-undersigned=${token}; undersigned=${token}`;

let site: OwnSite;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-errors-'));
  site = await startOwnSite(folder, { APP_URL: `https://${host}`, TRUSTED_PROXIES: '127.0.0.0/8' });
});
test.afterAll(() => site?.stop());

const values: Readonly<Record<string, string>> = {
  locale: 'en',
  slug: decreeSlug,
  petition: decreeSlug,
  campaign: 'end-mobilisation-by-decree',
  topic: 'privacy',
  code: 'k7m2qa',
  number: '1',
  partner: 'three-cities',
  script: 'copy.js',
  token,
};

/** Each route of the build with something in every place; what stands there need not be known to anybody. */
const paths = (): string[] =>
  Object.values(JSON.parse(readFileSync('.next/app-path-routes-manifest.json', 'utf8')) as Record<string, string>).map(
    (route) =>
      route.replace(/\[([\w.]+)\]/g, (_, name: string) => values[name] ?? '3f0c1c1e-8a3e-4c55-9d33-0a4b2c1d5e6f'),
  );

/** As many at once as wait for a database that does not answer. */
const AT_ONCE = 8;

/** In milliseconds: the answer that was waited for longest. */
let slowest = 0;

async function askEverything(): Promise<(readonly [what: string, answer: RawAnswer])[]> {
  const all: (readonly [string, RawAnswer])[] = [];
  const queue = paths().flatMap((path) => (['GET', 'POST'] as const).map((method) => ({ method, path })));
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const began = performance.now();
      const answer = await askAs(next.method, next.path).catch((cause) => {
        throw new Error(`${next.method} ${next.path} was not answered`, { cause });
      });
      slowest = Math.max(slowest, performance.now() - began);
      all.push([`${next.method} ${next.path} (${answer.status})`, answer]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return all;
}

const askAs = (method: 'GET' | 'POST', path: string) =>
  ask({
    method,
    path,
    port: site.port,
    headers: { host, cookie, ...fromSource(), ...(method === 'POST' ? posted : {}) },
    headOnly: path.endsWith('/stream'),
    ...(method === 'POST' ? { body: 'name=Test+Signer&email=a%40example.org&sure=yes' } : {}),
  });

function seeSafe(all: Awaited<ReturnType<typeof askEverything>>, status: number): void {
  const complaints = all.flatMap(([what, answer]) => complaintsAbout(answer).map((one) => `${what}: ${one}`));
  expect(complaints).toEqual([]);
  const failed = all.filter(([, answer]) => answer.status === status);
  console.log(`${all.length} answers, ${failed.length} of them ${status}, the slowest after ${Math.round(slowest)} ms`);
  expect(failed.length).toBeGreaterThan(20);
  // A fault is told to nobody in between, and nothing of it stands on the page.
  for (const [what, { headers, text }] of failed) {
    expect(headers['cache-control'], what).toBe('no-store');
    expect(text, what).not.toMatch(/relation|ECONN|postgres|node_modules|at \w+ \(/i);
  }
  // Who asks whether the site is ready is a machine, which asks again by itself.
  const people = failed.filter(([what]) => !what.includes(' /readyz '));
  if (status === 503)
    for (const [what, { headers }] of people) expect(Number(headers['retry-after']), what).toBeGreaterThan(0);
}

test('WE-02: a database that is broken (500) takes no header from any answer', async () => {
  const sql = connectPostgres(site.database().url, { max: 1 });
  await sql`alter schema public rename to elsewhere`;
  seeSafe(await askEverything(), 500);
  await sql`alter schema elsewhere rename to public`;
  await sql.end();
});

test('WE-02: a database that is away (503) takes no header from any answer', async () => {
  await site.stopDatabase();
  seeSafe(await askEverything(), 503);
});
