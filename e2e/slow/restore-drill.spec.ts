import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { closeDatabase } from '@/db/client.ts';
import { connectPostgres } from '@/db/connect.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { type OwnSite, startOwnSite } from '../support/own-site.ts';
import { plantSigned } from '../support/planted.ts';
import { ask } from '../support/raw.ts';
import { makeAgePair } from '../support/sealing.ts';
import { decreePage, decreeSlug } from '../support/signer.ts';
import { postgresTools, type SystemCluster, startSystemCluster } from '../support/system-cluster.ts';

/**
 * OP-05: the README's backup, made and read back by the tools that an operator has. One machine is backed up, goes on
 * for a while and is gone; another one starts from what was kept, and serves.
 */

const PLANTED = 100_000;
/** In seconds, at a million signatures. */
const LIMIT = 3_600;
const host = 'petitions.test';
const origin = `https://${host}`;
const age = '/usr/bin/age';

test.skip(!postgresTools, 'PostgreSQL with its tools is not installed: no dump can be made.');
test.skip(!existsSync(age), 'The age program is not installed: no backup can be sealed.');

const secret = randomBytes(48).toString('base64');

/** A machine of its own: a cluster, a site, its keys and its list of what was taken back. */
interface Machine {
  readonly folder: string;
  readonly cluster: SystemCluster;
  readonly env: Readonly<Record<string, string>>;
}

async function buildMachine(parent: string, name: string): Promise<Machine> {
  const folder = join(parent, name);
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  const cluster = await startSystemCluster(join(folder, 'cluster'));
  ends.push(() => cluster.end());
  const env = {
    APP_URL: origin,
    APP_SECRET: secret,
    DATABASE_URL: cluster.url,
    KEY_DIR: join(folder, 'keys'),
    DATA_DIR: join(folder, 'data'),
    TRUSTED_PROXIES: '127.0.0.0/8',
    LARGE_MAIL_DOMAINS: 'example.org',
    MAIL_RATE: '20',
  };
  return { folder, cluster, env };
}

/** What has to end, the youngest first, also when the drill fails. */
const ends: (() => Promise<void>)[] = [];
test.afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

const askSite = (site: OwnSite, path: string, fields?: Record<string, string>) =>
  ask({
    method: fields ? 'POST' : 'GET',
    path,
    port: site.port,
    headers: { host, ...(fields ? { origin, 'content-type': 'application/x-www-form-urlencoded' } : {}) },
    ...(fields ? { body: new URLSearchParams(fields).toString() } : {}),
  });

async function signAndConfirm(site: OwnSite, name: string): Promise<string> {
  const email = `${randomBytes(6).toString('hex')}@example.org`;
  expect((await askSite(site, `${decreePage()}/signatures`, { name, email })).status).toBe(303);
  let token = '';
  const read = async () => {
    const answer = await fetch(`${site.mailboxUrl}/emails`, { headers: { authorization: 'Bearer re_local_mailbox' } });
    const { data } = (await answer.json()) as { data: { to: string[]; html: string }[] };
    const letter = data.find(({ to }) => to.includes(email));
    token = /\/signatures\/([\w-]{43})/.exec(letter?.html ?? '')?.[1] ?? '';
    return token;
  };
  await expect.poll(read, { timeout: 30_000 }).not.toBe('');
  const path = `/en/signatures/${token}/confirmation`;
  const ticket = /name="ticket" value="([^"]+)"/.exec((await askSite(site, path)).text)?.[1] ?? '';
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect((await askSite(site, path, { sure: 'yes', ticket })).status).toBe(303);
  return `/en/signatures/${token}`;
}

/** A number for all rows of each table. */
async function fingerprintsOf(url: string): Promise<Record<string, string>> {
  const sql = connectPostgres(url, { max: 1 });
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information_)'
    order by 1`;
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe<{ hash: string; rows: string }[]>(
      `select coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as hash, count(*)::text as rows from ${name} t`,
    );
    found[name] = `${row?.rows} rows, ${row?.hash}`;
  }
  await sql.end();
  return found;
}

/** The four parts of the README, each sealed to somebody who is not on the machine. */
function makeBackup({ cluster, env, folder }: Machine, store: string, recipient: string): void {
  const dump = join(folder, 'site.dump');
  cluster.run('pg_dump', ['-Fc', '-f', dump]);
  const keys = join(folder, 'keys.tar');
  execFileSync('tar', ['-cf', keys, '-C', env.KEY_DIR ?? '', '.']);
  writeFileSync(join(folder, 'secret'), env.APP_SECRET ?? '');
  for (const [file, name] of [
    [dump, 'site.dump.age'],
    [keys, 'keys.tar.age'],
    [join(folder, 'secret'), 'secret.age'],
  ] as const) {
    execFileSync(age, ['-r', recipient, '-o', join(store, name), file]);
    rmSync(file);
  }
  backUpErasures({ env }, store, recipient);
}

/** The list of what was taken back is small, and kept far more often than the rest. */
function backUpErasures({ env }: Pick<Machine, 'env'>, store: string, recipient: string): void {
  // Where nobody has taken anything back yet, there is no list yet.
  mkdirSync(join(env.DATA_DIR ?? '', 'erasures'), { recursive: true });
  const list = execFileSync('tar', ['-c', '-C', env.DATA_DIR ?? '', 'erasures'], { maxBuffer: 1e8 });
  execFileSync(age, ['-r', recipient, '-o', join(store, 'erasures.tar.age')], { input: list });
}

function restoreBackup({ cluster, env, folder }: Machine, store: string, identity: string): void {
  const open = (name: string) =>
    execFileSync(age, ['-d', '-i', identity, join(store, name)], {
      maxBuffer: 4e9,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const dump = join(folder, 'site.dump');
  writeFileSync(dump, open('site.dump.age'));
  cluster.run('pg_restore', ['--no-owner', '--exit-on-error', '-j', '2', dump]);
  mkdirSync(env.KEY_DIR ?? '', { recursive: true, mode: 0o700 });
  mkdirSync(env.DATA_DIR ?? '', { recursive: true });
  execFileSync('tar', ['-x', '-C', env.KEY_DIR ?? ''], { input: open('keys.tar.age') });
  execFileSync('tar', ['-x', '-C', env.DATA_DIR ?? ''], { input: open('erasures.tar.age') });
  expect(open('secret.age').toString()).toBe(secret);
  rmSync(dump);
}

const countOf = async (site: OwnSite): Promise<number> => {
  const { text } = await askSite(site, `/api/v1/petitions/${decreeSlug}/count`);
  return (JSON.parse(text) as { count: number }).count;
};

test('OP-05: a site that is gone starts again from its sealed backup, with every count, and brings nobody back', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'undersigned-drill-'));
  chmodSync(parent, 0o755);
  const store = join(parent, 'elsewhere');
  mkdirSync(store);
  const pair = await makeAgePair();
  const identity = join(store, 'identity.txt');

  const first = await buildMachine(parent, 'first');
  const site = await startOwnSite(first.folder, first.env);
  ends.push(() => site.stop());
  Object.assign(process.env, first.env, { RESEND_API_KEY: 're_test', MAIL_FROM: 'letters@petitions.test' });
  const petition = await findPetition(decreeSlug);
  if (!petition) throw new Error('There is no petition.');
  await plantSigned(petition.id, { count: PLANTED, consents: ['updates'] });
  const sql = connectPostgres(first.cluster.url, { max: 1 });
  // One change says no more than a small number.
  await sql`
    insert into count_changes (petition_id, country, confirmed)
    select ${petition.id}, '', 10000 from generate_series(1, ${PLANTED / 10_000}::int)`;
  await closeDatabase();
  const stays = await signAndConfirm(site, 'Somebody Who Stays');
  const leaves = await signAndConfirm(site, 'Somebody Who Leaves');
  await expect.poll(() => countOf(site), { timeout: 30_000 }).toBe(PLANTED + 2);
  await expect.poll(async () => (await sql`select from letters`).length).toBe(0);

  const before = await fingerprintsOf(first.cluster.url);
  makeBackup(first, store, pair.recipient);
  expect(readFileSync(join(store, 'site.dump.age')).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  // What happens after the backup: somebody withdraws, and the list of that is kept.
  expect((await askSite(site, `${leaves}/withdrawal`, { sure: 'yes' })).status).toBe(303);
  backUpErasures(first, store, pair.recipient);
  await sql.end();
  await first.cluster.end();
  await site.stop();
  ends.length = 0;
  rmSync(first.folder, { recursive: true });

  // The identity comes from somewhere else, to a machine that has nothing.
  const began = performance.now();
  writeFileSync(identity, `${pair.identity}\n`);
  const second = await buildMachine(parent, 'second');
  restoreBackup(second, store, identity);
  const after = await fingerprintsOf(second.cluster.url);
  expect(Object.keys(after).length).toBeGreaterThan(20);
  // Workers note each hour that they live, and which states of the log they published: nothing else may differ.
  const differing = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  expect(differing.filter((name) => !/job_runs|heartbeat|worker|log_checkpoints/.test(name))).toEqual([]);

  const { MAIL_FROM, RESEND_API_KEY } = { MAIL_FROM: 'letters@petitions.test', RESEND_API_KEY: 're_test' };
  const replay = spawnSync(process.execPath, ['--import', 'tsx', 'lib/commands/restore.ts'], {
    env: { ...process.env, ...second.env, MAIL_FROM, RESEND_API_KEY },
    encoding: 'utf8',
  });
  expect(replay.stderr).toBe('');
  expect(replay.stdout).toContain('1 had come back with the backup and are gone again.');
  expect(replay.stdout).toContain('Every count equals a recount of its signatures.');

  const again = await startOwnSite(second.folder, second.env);
  ends.push(() => again.stop());
  const seconds = (performance.now() - began) / 1_000;
  expect(await countOf(again)).toBe(PLANTED + 1);
  const mine = await askSite(again, stays);
  expect(mine.status).toBe(200);
  expect(mine.text, 'the keys open what was typed').toContain('Somebody Who Stays');
  expect((await askSite(again, leaves)).status).toBe(404);
  expect((await askSite(again, decreePage())).status).toBe(200);
  await signAndConfirm(again, 'Somebody New');
  await expect.poll(() => countOf(again), { timeout: 30_000 }).toBe(PLANTED + 2);
  console.log(
    `${PLANTED} signatures served again ${seconds.toFixed(0)} s after the identity was there (a million: ` +
      `${((seconds * 1_000_000) / PLANTED / 60).toFixed(0)} min at most); ${Object.keys(after).length} tables, ` +
      `${differing.length} differing`,
  );
  expect((seconds * 1_000_000) / PLANTED).toBeLessThan(LIMIT);
});
