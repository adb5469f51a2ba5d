import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { connectPostgres } from './connect.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded.ts';

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];

test.afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

test('a new folder becomes a database that answers', async () => {
  const database = await start(await newFolder());
  expect(database.startedHere).toBe(true);
  expect(await ask(database.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
  await database.stop();
});

test('what was written is there after stopping and starting', async () => {
  const folder = await newFolder();
  const before = await start(folder);
  await ask(before.url, 'create table facts as select 42 as fact');
  await before.stop();
  const after = await start(folder);
  expect(await ask(after.url, 'select fact from facts')).toEqual([{ fact: 42 }]);
  await after.stop();
});

test('of two processes that start at once one starts the server and the other adopts it', async () => {
  const folder = await newFolder();
  const [here, there] = await Promise.all([start(folder), startInAnotherProcess(folder)]);
  expect([here.startedHere, there.startedHere].sort()).toEqual([false, true]);
  expect(await ask(here.url, 'select 1 as answer')).toEqual(await ask(there.url, 'select 1 as answer'));
  there.child.kill('SIGTERM');
  await once(there.child, 'exit');
  await end(here);
});

test('who adopted a server does not stop it', async () => {
  const folder = await newFolder();
  const starter = await start(folder);
  const adopter = await start(folder);
  expect(adopter).toMatchObject({ startedHere: false, url: starter.url });
  await adopter.stop();
  expect(await ask(starter.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
  await starter.stop();
});

test('a server whose starter was killed is adopted', async () => {
  const folder = await newFolder();
  const starter = await startInAnotherProcess(folder);
  starter.child.kill('SIGKILL');
  await once(starter.child, 'exit');
  const adopter = await start(folder);
  expect(adopter).toMatchObject({ startedHere: false, url: starter.url });
  await end(adopter);
});

test('the server log knows nothing of what a statement carried', async () => {
  const database = await start(await newFolder());
  await expect(ask(database.url, "select 'anna@example.org'::uuid")).rejects.toThrow('anna@example.org');
  await database.stop();
  const log = await readFile(join(dirname(database.dataDirectory), 'server.log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toContain('anna');
});

test('the password is readable by nobody else', async () => {
  const database = await start(await newFolder());
  await database.stop();
  const { mode, uid } = await stat(join(dirname(database.dataDirectory), 'password'));
  expect(mode & 0o777).toBe(0o600);
  expect(uid).toBe(process.getuid?.());
});

test('as root, a folder closed to others keeps its data elsewhere and says where', async () => {
  test.skip(!isRoot, 'only root runs the server as another user');
  const folder = await newFolder(0o700);
  const said: string[] = [];
  const database = await start(folder, (sentence) => said.push(sentence));
  const home = dirname(database.dataDirectory);
  folders.push(home);
  expect(home.startsWith(folder)).toBe(false);
  expect(said.join()).toContain(home);
  expect(await readFile(join(folder, 'postgres-is-elsewhere.txt'), 'utf8')).toBe(`${home}\n`);
  await database.stop();
});

async function newFolder(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'undersigned-test-'));
  folders.push(folder);
  await chmod(folder, mode);
  return folder;
}

function start(dataDir: string, say?: (sentence: string) => void): Promise<EmbeddedDatabase> {
  return startEmbeddedDatabase({ dataDir, durable: false, ...(say ? { say } : {}) });
}

async function ask(url: string, question: string) {
  const sql = connectPostgres(url, { max: 1 });
  try {
    return [...(await sql.unsafe(question))];
  } finally {
    await sql.end();
  }
}

interface Elsewhere {
  child: ChildProcess;
  url: string;
  startedHere: boolean;
}

/** A process that starts the database, tells what it got, and then stays. */
async function startInAnotherProcess(dataDir: string): Promise<Elsewhere> {
  const script = `
    import { startEmbeddedDatabase } from '${join(import.meta.dirname, 'embedded.ts')}';
    const { url, startedHere } = await startEmbeddedDatabase({ dataDir: '${dataDir}', durable: false });
    console.log(JSON.stringify({ url, startedHere }));
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: dirname(import.meta.dirname),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [answer] = await once(child.stdout, 'data');
  return { child, ...JSON.parse(String(answer)) };
}

/** Ends a server by its number, whoever started it, and waits until it has cleaned up. */
async function end(database: EmbeddedDatabase): Promise<void> {
  const lockFile = join(database.dataDirectory, 'postmaster.pid');
  process.kill(Number.parseInt(await readFile(lockFile, 'utf8'), 10), 'SIGINT');
  await expect
    .poll(() =>
      access(lockFile).then(
        () => true,
        () => false,
      ),
    )
    .toBe(false);
}
