import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { connectPostgres } from '@/db/connect.ts';
import { type OwnSite, startOwnSite } from '../support/own-site.ts';
import { ask, type RawAnswer } from '../support/raw.ts';
import { decreePage } from '../support/signer.ts';
import { fromSource } from '../support/sources.ts';
import { newAddress } from '../support/world.ts';

/** SA-04 on a running site whose brake is set low: who comes while it holds, and that nobody is lost by it. */

const BRAKE = 100;
/** People in each minute: below the brake, above it, three times of it, and after it. */
const MINUTES = [60, 150, 300, 300];
const form = `${decreePage()}/signatures`;
const origin = 'https://petitions.test';

interface Visit {
  readonly email: string;
  /** The minute of the ramp in which it began. */
  readonly minute: number;
  readonly statuses: readonly number[];
}

let site: OwnSite;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-brake-'));
  const settings = { APP_URL: origin, TRUSTED_PROXIES: '127.0.0.0/8', SIGNING_BRAKE: String(BRAKE), MAIL_RATE: '20' };
  site = await startOwnSite(folder, { ...settings, LARGE_MAIL_DOMAINS: 'example.org' });
});
test.afterAll(() => site?.stop());

const hiddenOf = ({ text }: RawAnswer): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

const send = (fields: Record<string, string>, source: Record<string, string>) =>
  ask({
    method: 'POST',
    path: form,
    port: site.port,
    body: new URLSearchParams(fields).toString(),
    headers: { host: 'petitions.test', origin, 'content-type': 'application/x-www-form-urlencoded', ...source },
  });

/** Somebody without script: who is asked for proof waits, and presses the button of that page. */
async function visit(minute: number): Promise<Visit> {
  const [email, source] = [newAddress(), fromSource()];
  const statuses: number[] = [];
  let answer = await send({ name: 'Test Signer', email }, source);
  statuses.push(answer.status);
  for (let tries = 0; answer.status === 422 && tries < 5; tries += 1) {
    const kept = hiddenOf(answer);
    await new Promise((resolve) => setTimeout(resolve, 2_300));
    answer = await send(kept, source);
    statuses.push(answer.status);
  }
  return { email, minute, statuses };
}

test('SA-04: a ramp to three times the brake asks everybody for proof, answers no 5xx and loses none', async () => {
  const began = performance.now();
  const visits: Promise<Visit>[] = [];
  for (const [minute, people] of MINUTES.entries()) {
    for (let n = 0; n < people; n += 1) {
      const due = began + (minute + n / people) * 60_000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      visits.push(visit(minute));
    }
  }
  const all = await Promise.all(visits);
  const statuses = all.flatMap((one) => one.statuses);
  expect(statuses.filter((status) => status !== 303 && status !== 422)).toEqual([]);
  expect(all.filter((one) => one.statuses.at(-1) !== 303)).toEqual([]);
  const askedIn = (minute: number) => all.filter((one) => one.minute === minute && one.statuses[0] === 422).length;
  console.log(
    `${all.length} people, of them asked for proof by minute: ${MINUTES.map((people, n) => `${askedIn(n)} of ${people}`).join(', ')}`,
  );
  expect(askedIn(0)).toBe(0);
  expect(askedIn(2)).toBe(MINUTES[2]);
  expect(askedIn(3)).toBe(MINUTES[3]);

  // Every accepted form has its attempt, and its letter arrives.
  const sql = connectPostgres(site.database().url, { max: 1 });
  const [row] = await sql<{ attempts: number }[]>`select count(*)::int as attempts from attempts`;
  expect(row?.attempts).toBe(all.length);
  await expect
    .poll(async () => (await sql`select 1 from letters`).length, { timeout: 60_000, intervals: [500] })
    .toBe(0);
  await sql.end();
  const answer = await fetch(`${site.mailboxUrl}/emails`, { headers: { authorization: 'Bearer re_local_mailbox' } });
  const { data } = (await answer.json()) as { data: { to: string[] }[] };
  const arrived = new Set(data.flatMap(({ to }) => to));
  expect(all.filter(({ email }) => !arrived.has(email))).toEqual([]);

  // A minute after the crowd has gone nobody is asked any more.
  const isFree = async () => (await visit(MINUTES.length)).statuses[0];
  await expect.poll(isFree, { timeout: 150_000, intervals: [15_000] }).toBe(303);
});
