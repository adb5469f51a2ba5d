import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { SmallLog } from '@/e2e/support/small-log.ts';
import { sha256 } from '../../log/merkle/sha256.ts';
import { parseCheckpoint } from '../../log/note/checkpoint.ts';
import { formatVkey, LOG_KEY, parseVkey, type VerifierKey, verifierKey } from '../../log/note/key.ts';
import { verifyNote } from '../../log/note/verify-note.ts';
import { fromHex, toHex, toUtf8 } from '../../log/text.ts';
import { vectorJson } from '../../log/vectors/read.ts';
import { formatSubmission } from '../../log/witness/add-checkpoint.ts';
import { type RunningWitness, startWitness, type WitnessOptions } from './start.ts';

const PETITION = '11111111-1111-4111-8111-111111111111';
const NAME = 'group.example/witness';

interface World {
  readonly folder: string;
  readonly start: (options?: Partial<WitnessOptions>) => Promise<RunningWitness>;
}

const test = base.extend<{ world: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
  world: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'undersigned-witness-'));
    const running: RunningWitness[] = [];
    const listener = { refused: () => undefined, broke: () => undefined };
    const start = async (options: Partial<WitnessOptions> = {}) => {
      const witness = await startWitness(
        { folder, name: NAME, logs: [], host: '127.0.0.1', port: 0, ...options },
        listener,
      );
      running.push(witness);
      return witness;
    };
    await use({ folder, start });
    for (const witness of running) await witness.stop();
    rmSync(folder, { recursive: true });
  },
});

async function grownLog(size = 10): Promise<SmallLog> {
  const log = await SmallLog.open();
  log.add({ type: 'petition', petition: PETITION });
  while (log.size < size) log.add({ type: 'sign', petition: PETITION });
  return log;
}

const post = (port: number, body: string, path = '/add-checkpoint') =>
  fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body });

const submit = async (port: number, log: SmallLog, old: number, size: number) =>
  post(
    port,
    formatSubmission({ old: BigInt(old), proof: log.proof(BigInt(old), size), checkpoint: await log.note(size) }),
  );

const monitor = (port: number, origin: string) =>
  fetch(`http://127.0.0.1:${port}/${toHex(sha256(toUtf8(origin)))}/checkpoint`);

interface Run {
  log_public_key_hex?: string;
  steps: { request_body: string; status: number; assert: string }[];
}

test('over the wire the witness answers as litewitness did, step by step', async ({ world }) => {
  const [run] = vectorJson<Run[]>('public/witness-add-checkpoint.json');
  const origin = run?.steps[0]?.request_body.split('\n')[2] ?? '';
  const key = verifierKey(origin, LOG_KEY, fromHex(run?.log_public_key_hex ?? '') ?? new Uint8Array());
  const { port, vkey } = await world.start({ logs: [formatVkey(key)] });
  for (const [at, step] of (run?.steps ?? []).entries()) {
    const answer = await post(port, step.request_body);
    const body = await answer.text();
    // The standard has said 404 for an unknown origin since that witness was written.
    expect(answer.status, `step ${at + 1}: ${body}`).toBe(at === 2 ? 404 : step.status);
    const size = /^body == "(\d+)\\n"$/.exec(step.assert)?.[1];
    if (size) expect([body, answer.headers.get('content-type')]).toEqual([`${size}\n`, 'text/x.tlog.size']);
    if (answer.status === 200) expect(body).toContain(`— ${vkey.split('+')[0]} `);
  }
});

test('what it signed can be read from it, verifies, and stays through a restart', async ({ world }) => {
  const log = await grownLog();
  const first = await world.start({ logs: [log.vkey] });
  expect((await monitor(first.port, log.origin)).status).toBe(404);
  const line = await (await submit(first.port, log, 0, 4)).text();
  const shown = await (await monitor(first.port, log.origin)).text();
  expect(shown).toBe((await log.note(4)) + line);
  await first.stop();
  const second = await world.start({ name: null });
  expect(second).toMatchObject({ vkey: first.vkey, isNew: false, origins: [log.origin] });
  expect(await (await monitor(second.port, log.origin)).text()).toBe(shown);
  const read = parseCheckpoint(shown);
  const keys = [log.key, parseVkey(second.vkey) as VerifierKey];
  expect(typeof read === 'string' ? read : await verifyNote(read.note, keys)).toHaveLength(2);
  expect((await submit(second.port, log, 0, 9)).status).toBe(409);
  expect((await submit(second.port, log, 4, 9)).status).toBe(200);
});

test('the status table, in the order of its checks', async ({ world }) => {
  const [log, other] = [await grownLog(), await SmallLog.open('other.test/log')];
  const forger = await SmallLog.open(log.origin, 'a key that nobody trusts');
  const { port } = await world.start({ logs: [log.vkey] });
  for (const body of ['', 'old x\n\n', `old 0\n\n${log.origin}\n`]) expect((await post(port, body)).status).toBe(400);
  other.add({ type: 'petition', petition: PETITION });
  expect((await submit(port, other, 0, 1)).status).toBe(404);
  for (const entry of log.entries) forger.force(entry);
  expect((await submit(port, forger, 0, 4)).status).toBe(403);
  const oldAbove = formatSubmission({ old: 5n, proof: [], checkpoint: await log.note(4) });
  expect((await post(port, oldAbove)).status).toBe(400);
  expect((await submit(port, log, 0, 4)).status).toBe(200);
  const behind = await submit(port, log, 2, 5);
  expect([behind.status, behind.headers.get('content-type'), await behind.text()]).toEqual([
    409,
    'text/x.tlog.size',
    '4\n',
  ]);
  const wrong = formatSubmission({ old: 4n, proof: log.proof(3n, 8), checkpoint: await log.note(8) });
  expect((await post(port, wrong)).status).toBe(422);
  const fork = await SmallLog.open();
  fork.add({ type: 'petition', petition: PETITION, code: 2 });
  while (fork.size < 8) fork.add({ type: 'sign', petition: PETITION });
  expect((await submit(port, fork, 4, 4)).status).toBe(422);
  expect((await submit(port, fork, 4, 8)).status).toBe(422);
  expect((await submit(port, log, 4, 4)).status).toBe(200);
});

test('everything else is not there, and a long body is not read to its end', async ({ world }) => {
  const log = await grownLog();
  const { port } = await world.start({ logs: [log.vkey] });
  const ask = async (method: string, path: string) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;
  expect(await ask('GET', '/')).toBe(404);
  expect(await ask('GET', '/state.json')).toBe(404);
  expect(await ask('GET', '/../witness.key')).toBe(404);
  expect(await ask('POST', '/add-entries')).toBe(404);
  expect(await ask('GET', '/add-checkpoint')).toBe(405);
  expect(await ask('POST', `/${'0'.repeat(64)}/checkpoint`)).toBe(405);
  expect(await ask('HEAD', `/${'0'.repeat(64)}/checkpoint`)).toBe(404);
  expect((await post(port, 'x'.repeat(16 * 1024))).status).toBe(400);
  // An endless body: the answer comes while the request is still being sent.
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ntransfer-encoding: chunked\r\n\r\n');
  const timer = setInterval(() => socket.writable && socket.write(`400\r\n${'x'.repeat(1024)}\r\n`), 2);
  const [heard] = (await once(socket, 'data')) as [Buffer];
  clearInterval(timer);
  socket.destroy();
  expect(heard.toString()).toMatch(/^HTTP\/1\.1 413 /);
  expect((await submit(port, log, 0, 3)).status).toBe(200);
});

test('many askers at once get one history: each size is signed once as the next', async ({ world }) => {
  const log = await grownLog(40);
  const { port } = await world.start({ logs: [log.vkey] });
  const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => submit(port, log, 0, at + 1)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(29);
});

test('a folder serves one process at a time, and a killed one leaves it usable', async ({ world }) => {
  const log = await grownLog();
  const { stop } = await world.start({ logs: [log.vkey] });
  // A lock of this very process would read as one left behind by a container; so the other is a process of its own.
  writeFileSync(join(world.folder, 'lock'), `${process.ppid} another`);
  await expect(world.start()).rejects.toThrow('Another witness works in this folder');
  await stop();
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  writeFileSync(join(world.folder, 'lock'), `${child.pid} long gone`);
  await expect(world.start()).resolves.toBeDefined();
});

test('a witness whose folder was taken over signs nothing more', async ({ world }) => {
  const log = await grownLog();
  const { port } = await world.start({ logs: [log.vkey] });
  expect((await submit(port, log, 0, 3)).status).toBe(200);
  writeFileSync(join(world.folder, 'lock'), `${process.pid} somebody else`);
  const before = readFileSync(join(world.folder, 'state.json'), 'utf8');
  expect((await submit(port, log, 3, 5)).status).toBe(500);
  expect(readFileSync(join(world.folder, 'state.json'), 'utf8')).toBe(before);
});

test('when the disk refuses, nothing is signed, and what it held stays', async ({ world }) => {
  const log = await grownLog();
  const { port } = await world.start({ logs: [log.vkey] });
  expect((await submit(port, log, 0, 3)).status).toBe(200);
  // A folder in the place of the file beside: opening it for writing fails for every user.
  const blocked = join(world.folder, 'state.json.new');
  mkdirSync(blocked);
  expect((await submit(port, log, 3, 5)).status).toBe(500);
  rmSync(blocked, { recursive: true });
  const behind = await submit(port, log, 0, 5);
  expect([behind.status, await behind.text()]).toEqual([409, '3\n']);
});

test('a memory that cannot be read is never replaced', async ({ world }) => {
  const log = await grownLog();
  const { stop } = await world.start({ logs: [log.vkey] });
  await stop();
  for (const text of ['', '{}', '{"version":"undersigned witness 1","logs":[{"note":"x","time":"1"}]}']) {
    writeFileSync(join(world.folder, 'state.json'), text);
    await expect(world.start()).rejects.toThrow('must not be replaced');
    expect(readFileSync(join(world.folder, 'state.json'), 'utf8')).toBe(text);
  }
});

test('the key is for its owner alone, keeps its name, and a broken one is not replaced', async ({ world }) => {
  const log = await grownLog();
  const { stop } = await world.start({ logs: [log.vkey] });
  await stop();
  const file = join(world.folder, 'witness.key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await expect(world.start({ name: 'another.example/witness' })).rejects.toThrow('keeps its name');
  chmodSync(file, 0o600);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -10));
  await expect(world.start()).rejects.toThrow('is no witness key');
});

test('a first start without a name or a log says what is needed', async ({ world }) => {
  await expect(world.start({ name: null })).rejects.toThrow('--name');
  await expect(world.start({ name: NAME })).rejects.toThrow('--log');
  await expect(world.start({ logs: ['nonsense'] })).rejects.toThrow('no verifier key of a log');
  const { vkey } = await world.start({ logs: [(await grownLog()).vkey] });
  await expect(world.start({ logs: [vkey] })).rejects.toThrow();
});
