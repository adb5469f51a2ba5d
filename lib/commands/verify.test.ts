import { type SpawnSyncReturns, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { SmallLog } from '@/e2e/support/small-log.ts';
import { serveSmallSite } from '@/e2e/support/small-site.ts';
import { ONE, VerifyWorld } from '@/e2e/support/verify-world.ts';
import { vectorText } from '../log/vectors/read.ts';
import { program } from '../programs/programs.ts';

type Ended = Pick<SpawnSyncReturns<string>, 'status' | 'stdout' | 'stderr'>;

interface Fixture {
  readonly world: VerifyWorld;
  readonly folder: string;
  readonly origin: string;
  readonly verify: (...args: readonly string[]) => Promise<Ended>;
}

/** A site whose witnesses sign now, and the command in a folder of its own. */
const test = base.extend<{ fixture: Fixture }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
  fixture: async ({}, use) => {
    const world = await VerifyWorld.open();
    world.time = Math.floor(Date.now() / 1_000) - 30;
    const [site, folder] = [await serveSmallSite(world.site), mkdtempSync(join(tmpdir(), 'undersigned-verify-'))];
    const file = join(folder, 'undersigned-verify.mjs');
    writeFileSync(file, program('undersigned-verify.mjs').content);
    const verify = (...args: readonly string[]) => run(file, ['--state', join(folder, 'state'), ...args]);
    await use({ world, folder, origin: site.origin, verify });
    await site.stop();
    rmSync(folder, { recursive: true });
  },
});

/** The single file, as somebody runs it who has nothing else. */
async function run(file: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [file, ...args], { cwd: tmpdir() });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part) => {
    stdout += String(part);
  });
  child.stderr.on('data', (part) => {
    stderr += String(part);
  });
  const [status] = (await once(child, 'close')) as [number];
  return { status, stdout, stderr };
}

test('a first run takes the site’s word and says so; the next one trusts what it remembers', async ({ fixture }) => {
  const { origin, verify, world, folder } = fixture;
  const first = await verify(origin);
  expect(first.stdout + first.stderr).toContain('The number shown is the number in the log.');
  expect(first.status).toBe(0);
  expect(first.stdout).toContain('You named nobody to trust');
  expect(first.stdout).toContain('This is the first check from here');
  expect(first.stdout).toContain('298 signed');
  expect(first.stdout).toContain('different, living person');
  world.site.asked.length = 0;
  // What comes after a check cannot be older than it.
  world.log.add({ type: 'sign', petition: ONE, hour: Math.floor(Date.now() / 3_600_000) });
  world.grow(world.log, 600);
  world.size = 600;
  const second = await verify(origin);
  expect(second.status).toBe(0);
  expect(second.stdout).not.toContain('You named nobody to trust');
  expect(second.stdout).toContain('The log continues the state of your last check (300 entries)');
  expect(world.site.asked, 'full bundles are read once').not.toContain('/log/tile/entries/000');
  expect(world.site.asked).toContain('/log/tile/entries/001');
  expect(readdirSync(join(folder, 'state'))).toHaveLength(1);
});

test('a site that is refused ends with 1 and the reason, and is not remembered', async ({ fixture }) => {
  const { origin, verify, world, folder } = fixture;
  world.ahead = { [ONE]: 1 };
  const { status, stdout } = await verify(origin, '--patience', '0');
  expect(status).toBe(1);
  expect(stdout).toMatch(/✗ “First”: the site shows 200, the log gives 199/);
  expect(stdout).toContain('This count cannot be believed.');
  const [site = ''] = readdirSync(join(folder, 'state'));
  expect(existsSync(join(folder, 'state', site, 'state.json'))).toBe(false);
});

test('another key on a later run is refused, whatever the site says', async ({ fixture }) => {
  const { origin, verify, world } = fixture;
  expect((await verify(origin)).status).toBe(0);
  const other = await SmallLog.open('petitions.test/log', 'a new key');
  world.grow(other, 300);
  world.log = other;
  const { status, stdout } = await verify(origin);
  expect(status).toBe(1);
  expect(stdout).toContain('is not signed by the key that you trust');
});

test('a damaged copy on this disk is no fraud: it is read anew', async ({ fixture }) => {
  const { origin, verify, folder } = fixture;
  expect((await verify(origin)).status).toBe(0);
  const [site = ''] = readdirSync(join(folder, 'state'));
  const bundle = join(folder, 'state', site, 'log/tile/entries/000');
  const octets = readFileSync(bundle);
  octets[5_000] = (octets[5_000] ?? 0) ^ 1;
  writeFileSync(bundle, octets);
  expect((await verify(origin)).status).toBe(0);
  expect(readFileSync(bundle).equals(octets)).toBe(false);
  writeFileSync(join(folder, 'state', site, 'state.json'), '{');
  const damaged = await verify(origin);
  expect([damaged.status, damaged.stderr]).toEqual([2, expect.stringContaining('is damaged')]);
});

test('a site that cannot be read, or a command that says too little, ends with 2', async ({ fixture }) => {
  const { origin, verify, world } = fixture;
  world.site.instead.set('/log/policy', 'missing');
  const away = await verify(origin);
  expect([away.status, away.stderr]).toEqual([2, expect.stringContaining('nothing is proven, for or against it')]);
  expect((await verify()).status).toBe(2);
  expect((await verify('nonsense')).stderr).toContain('is no web address');
  expect((await verify(origin, '--vkey', 'nonsense')).stderr).toContain('no verifier key');
  expect((await verify(origin, '--policy', '/nowhere')).stderr).toContain('cannot be read');
  expect((await verify(origin, '--unknown')).stderr).toContain('--patience SECONDS');
});

test('with the log’s key alone no witness is asked for, and that is said', async ({ fixture }) => {
  const { origin, verify, world } = fixture;
  const { status, stdout } = await verify(origin, '--vkey', world.log.vkey, '--language', 'de');
  expect(status).toBe(0);
  expect(stdout).toContain('Es wurde kein Zeuge verlangt');
  expect(stdout).toContain('Die gezeigte Zahl ist die Zahl im Protokoll.');
});

test('a receipt is checked without asking anybody', async ({ fixture }) => {
  const { verify, folder } = fixture;
  const [receipt, policy] = [join(folder, 'receipt'), join(folder, 'policy')];
  writeFileSync(receipt, vectorText('sample-receipt.tlog-proof'));
  writeFileSync(policy, vectorText('sample-policy.txt'));
  const check = (address: string, ...more: string[]) => verify('--receipt', receipt, '--address', address, ...more);
  const good = await check('user296@example.org', '--policy', policy);
  expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('Your signature is entry 296 of the log')]);
  expect(good.stdout).toContain('2 witnesses signed the state that holds it.');
  const wrong = await check('user297@example.org', '--policy', policy);
  expect([wrong.status, wrong.stdout]).toEqual([1, expect.stringContaining('does not open to this address')]);
  expect((await check('user296@example.org')).status).toBe(2);
  expect((await verify('--receipt', receipt, '--policy', policy)).stderr).toContain('--address');
});
