import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { connectPostgres } from '@/db/connect.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@/db/embedded.ts';
import type { Letter } from '../support/mailbox.ts';
import { type OwnSite, startOwnSite } from '../support/own-site.ts';
import { ask, type RawAnswer } from '../support/raw.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { findServer } from '../support/server-process.ts';
import { decreePage } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

/**
 * FA-02: the database ends at once, without a word to anybody, twenty times while people sign and confirm and the
 * worker sends. What was accepted is accounted for at the end, from outside.
 */

const RESTARTS = 20;
const SIGNERS = 4;
/** In milliseconds: how soon forms are taken again once the database answers. */
const RECOVERY = 10_000;
const origin = 'https://petitions.test';
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let dataDir: string;
let database: EmbeddedDatabase;
let relay: Relay;
let site: OwnSite;

const portOf = ({ url }: EmbeddedDatabase): number => Number(new URL(url).port);

test.beforeAll(async () => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-restarts-'));
  // As root the database runs as another user, who must be able to come in.
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'database');
  database = await startEmbeddedDatabase({ dataDir });
  relay = await startRelay();
  relay.leadTo(portOf(database));
  const settings = {
    APP_URL: origin,
    TRUSTED_PROXIES: '127.0.0.0/8',
    MAIL_RATE: '20',
    LARGE_MAIL_DOMAINS: 'example.org',
  };
  const url = database.url.replace(`:${portOf(database)}/`, `:${relay.port}/`);
  site = await startOwnSite(folder, { ...settings, DATABASE_URL: url });
});
test.afterAll(async () => {
  await site?.stop();
  await relay?.close();
  await database?.stop();
});

/** Ends the server as a power cut would: no session is told, nothing is written that was not written. */
async function restartDatabase(): Promise<void> {
  const pid = Number(readFileSync(join(database.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
  relay.leadTo(null);
  for (let isThere = true; isThere; await pause(20)) {
    try {
      process.kill(pid, 0);
    } catch {
      isThere = false;
    }
  }
  database = await startEmbeddedDatabase({ dataDir });
  relay.leadTo(portOf(database));
}

/** What was said to people, in the order in which it was. */
interface History {
  readonly accepted: string[];
  readonly confirmed: Set<string>;
  readonly wrong: string[];
  refused: number;
  lastTaken: number;
}

const note = (history: History, what: string, answer: RawAnswer): boolean => {
  if (answer.status === 303) return true;
  history.refused += 1;
  if (answer.status !== 503 || !(Number(answer.headers['retry-after']) > 0))
    history.wrong.push(`${what}: ${answer.status}, Retry-After ${answer.headers['retry-after']}`);
  return false;
};

const host = { host: 'petitions.test' };
let sources = 0;
/** Each visit from a source of its own. */
const fromNext = () => {
  sources += 1;
  return { 'x-forwarded-for': `2001:db8:${(sources >> 16).toString(16)}:${(sources & 0xffff).toString(16)}::1` };
};
const post = (path: string, fields: Record<string, string>) =>
  ask({
    method: 'POST',
    path,
    port: site.port,
    body: new URLSearchParams(fields).toString(),
    headers: { ...host, origin, 'content-type': 'application/x-www-form-urlencoded', ...fromNext() },
  });

async function signOn(history: History, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const email = newAddress();
    if (note(history, 'the form', await post(`${decreePage()}/signatures`, { name: 'Test Signer', email }))) {
      history.accepted.push(email);
      history.lastTaken = performance.now();
    }
    await pause(150);
  }
}

/** In milliseconds: how old what was read of the mailbox may be; many ask for it. */
const STALE = 500;
let known: { readonly at: number; readonly letters: Map<string, string> } = { at: -STALE, letters: new Map() };

/** The tokens in the letters that have arrived, by address. */
async function readMailbox(): Promise<Map<string, string>> {
  if (performance.now() - known.at < STALE) return known.letters;
  known = { ...known, at: performance.now() };
  // The mailbox is no part of what is tried here: a busy machine may cut it off for a moment.
  const headers = { authorization: 'Bearer re_local_mailbox' };
  const answer = await fetch(`${site.mailboxUrl}/emails`, { headers }).catch(() => null);
  if (!answer) return known.letters;
  const { data } = (await answer.json()) as { data: Letter[] };
  const letters = new Map(
    data.map(({ html, to }) => [to[0] ?? '', /\/signatures\/([\w-]{43})\/confirmation/.exec(html)?.[1] ?? '']),
  );
  known = { ...known, letters };
  return letters;
}

/** Whose letter is in somebody's hands right now. */
const inHand = new Set<string>();

/** Confirms who has a letter and has not confirmed; whoever was told that it is done is not asked again. */
async function confirmOn(history: History, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const letters = await readMailbox();
    const next = [...letters].find(([email]) => !history.confirmed.has(email) && !inHand.has(email));
    if (!next) {
      await pause(200);
      continue;
    }
    const [email, token] = next;
    inHand.add(email);
    if (await confirm(history, `/en/signatures/${token}/confirmation`)) history.confirmed.add(email);
    inHand.delete(email);
  }
}

/** Whether they were told that their signature counts. */
async function confirm(history: History, path: string): Promise<boolean> {
  const page = await ask({ path, port: site.port, headers: { ...host, ...fromNext() } });
  // The last try had been heard, though nobody could say so.
  if (page.status === 303) return true;
  const ticket = /name="ticket" value="([^"]+)"/.exec(page.text)?.[1];
  if (page.status !== 200 || !ticket) return note(history, 'the page that asks', page);
  await pause(1_050);
  return note(history, 'the confirmation', await post(path, { sure: 'yes', ticket }));
}

test('FA-02: of what was accepted while the database ended twenty times nothing is lost, and it recovers by itself', async () => {
  const history: History = { accepted: [], confirmed: new Set(), wrong: [], refused: 0, lastTaken: 0 };
  const server = findServer(site.port);
  let isOver = false;
  const crowd = [
    ...Array.from({ length: SIGNERS }, () => signOn(history, () => isOver)),
    ...Array.from({ length: SIGNERS }, () => confirmOn(history, () => isOver)),
  ];
  const recoveries: number[] = [];
  for (let n = 0; n < RESTARTS; n += 1) {
    // At another moment of the work each time.
    await pause(1_500 + ((n * 577) % 1_500));
    await restartDatabase();
    const back = performance.now();
    while (history.lastTaken < back && performance.now() - back < RECOVERY * 2) await pause(20);
    recoveries.push(Math.round(Math.max(0, history.lastTaken - back)));
    expect(history.lastTaken, `forms are taken again after restart ${n + 1}`).toBeGreaterThan(back);
  }
  isOver = true;
  await Promise.all(crowd);

  expect(findServer(site.port), 'the same process serves').toBe(server);
  const sql = connectPostgres(database.url, { max: 1 });
  await expect.poll(async () => (await sql`select from letters`).length, { timeout: 120_000 }).toBe(0);
  await pause(2 * STALE);
  const letters = await readMailbox();
  const lost = history.accepted.filter((email) => !letters.has(email));
  // Who was told nothing confirms now; whoever was told that it is done is not asked again, and must be among them.
  const told = history.confirmed.size;
  const outages = history.refused;
  const isDone = () => history.confirmed.size >= letters.size;
  await Promise.all(Array.from({ length: 4 * SIGNERS }, () => confirmOn(history, isDone)));
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from signatures`;
  await sql.end();
  console.log(
    `${history.accepted.length} accepted, ${lost.length} lost; ${told} told in the turmoil that they are confirmed; ` +
      `${row?.count} of ${letters.size} count; ${outages} answers of 503; forms taken again after ` +
      `${recoveries.join(', ')} ms`,
  );
  expect(history.wrong).toEqual([]);
  expect(lost).toEqual([]);
  expect(told).toBeGreaterThan(RESTARTS);
  expect(row?.count).toBe(letters.size);
  expect(Math.max(...recoveries)).toBeLessThanOrEqual(RECOVERY);
  expect(outages).toBeGreaterThan(0);
});
