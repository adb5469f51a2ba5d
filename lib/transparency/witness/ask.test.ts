import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { appendSigns, logPublished } from '@/e2e/support/log.ts';
import { cosignerNamed } from '@/e2e/support/small-log.ts';
import { test as base, expect, makePetition } from '@/e2e/support/world.ts';
import { settings } from '@/lib/env.ts';
import { signCheckpoint } from '@/lib/log/note/checkpoint.ts';
import { parseVkey, type VerifierKey } from '@/lib/log/note/key.ts';
import { judgeCheckpoint } from '@/lib/log/policy/judge-checkpoint.ts';
import { parsePolicy } from '@/lib/log/policy/parse-policy.ts';
import type { Policy } from '@/lib/log/policy/policy.ts';
import { type RunningWitness, startWitness } from '@/lib/witness/server/start.ts';
import { writePolicy } from '@/lib/witness/write-policy.ts';
import { findSigner, logKey, wishedOrigin } from '../key.ts';
import { readState } from '../sequence/state.ts';
import { sequenceLog } from '../sequence.ts';

import { askWitnesses } from './ask.ts';
import { keepEvidence } from './evidence.ts';
import { readPolicyAnswer } from './serve-policy.ts';

interface Coalition {
  readonly key: VerifierKey;
  readonly policy: Policy;
  readonly witnesses: readonly RunningWitness[];
  /** Shows the published log to the witnesses, as a publication does. */
  readonly ask: (policy?: Policy) => ReturnType<typeof askWitnesses>;
}

/** A published log and four witnesses, as partners run them; three must sign. */
const test = base.extend<{ coalition: Coalition }>({
  coalition: async ({ world }, use) => {
    expect(world).toBeUndefined();
    await makePetition();
    await logPublished();
    const signer = await findSigner();
    if (!signer) throw new Error('The log has no key.');
    const key = logKey(wishedOrigin(), signer.publicKey);
    const folder = mkdtempSync(join(tmpdir(), 'undersigned-coalition-'));
    const vkey = await readPolicyAnswer().then(
      (answer) => /^log (\S+)/.exec(Buffer.from(answer?.body ?? []).toString())?.[1],
    );
    const start = (name: string) =>
      startWitness(
        { folder: join(folder, name), name: `${name}.example/witness`, logs: [vkey ?? ''], host: '127.0.0.1', port: 0 },
        { refused: () => undefined, broke: () => undefined },
      );
    const names = ['north', 'south', 'east', 'west'];
    const witnesses = await Promise.all(names.map(start));
    const listed = witnesses.map((witness, at) => ({
      name: names[at] ?? '',
      vkey: witness.vkey,
      url: `http://127.0.0.1:${witness.port}`,
    }));
    const policy = parsePolicy(String(writePolicy(vkey ?? '', listed, []))) as Policy;
    const ask = async (asked = policy) => {
      const { root, size } = await readState();
      const tree = { size, root };
      const note = await signCheckpoint(tree, key.name, signer);
      return database().transaction((tx) => askWitnesses(tx, { note, tree, key, policy: asked }));
    };
    await use({ key, policy, witnesses, ask });
    await Promise.all(witnesses.map(({ stop }) => stop()));
    await database().execute(sql`delete from log_witnesses`);
    rmSync(join(settings().KEY_DIR, 'log', 'witnesses-say.json'), { force: true });
    rmSync(folder, { recursive: true });
  },
});

const standings = () =>
  database().execute<{ name: string; size: string; trouble: string | null; line: string | null }>(sql`
    select name, size::text, trouble, line from log_witnesses order by name`);

test('four witnesses follow the log as it grows, and its checkpoint meets the policy', async ({ coalition }) => {
  const first = await coalition.ask();
  const { id } = await makePetition();
  await appendSigns(id, 700);
  const { octets } = await logPublished();
  const second = await coalition.ask();
  for (const notes of [first, second])
    expect(await judgeCheckpoint(coalition.policy, notes?.checkpoint ?? '')).toMatchObject({ checkpoint: {} });
  expect(second?.checkpoint).toContain(`\n${octets.length}\n`);
  expect(second?.checkpoint.match(/^— /gm)).toHaveLength(5);
  expect(await standings()).toMatchObject(
    ['east', 'north', 'south', 'west'].map((name) => ({ name, size: String(octets.length), trouble: null })),
  );
});

test('a log that forgot what its witnesses know is told, and goes on with them', async ({ coalition }) => {
  await coalition.ask();
  await database().execute(sql`delete from log_witnesses`);
  const { id } = await makePetition();
  await appendSigns(id, 5);
  await logPublished();
  expect(await coalition.ask()).not.toBeNull();
});

test('one witness away changes nothing; two are too many, and the last line of each is kept', async ({ coalition }) => {
  await coalition.ask();
  await coalition.witnesses[0]?.stop();
  expect(await coalition.ask()).not.toBeNull();
  await coalition.witnesses[1]?.stop();
  expect(await coalition.ask()).toBeNull();
  const rows = await standings();
  expect(rows.map(({ name, trouble }) => [name, trouble])).toEqual([
    ['east', null],
    ['north', 'away'],
    ['south', 'away'],
    ['west', null],
  ]);
  expect(rows.every(({ line }) => line?.startsWith('— '))).toBe(true);
});

test('a witness that shows our own signature under a longer log holds the log, until it has caught up', async ({
  coalition,
}) => {
  const signer = await findSigner();
  const cosigner = await cosignerNamed('clairvoyant');
  if (!signer) throw new Error('The log has no key.');
  // What the database would hold had it not been restored: known to the witness, not to us.
  const longer = await signCheckpoint({ size: 9_999n, root: new Uint8Array(32).fill(3) }, coalition.key.name, signer);
  const server = createServer((request, response) => {
    if (request.method === 'POST') response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('9999\n');
    else response.end(longer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { name, vkey } = cosigner;
  const policy = parsePolicy(String(writePolicy(`${await ownVkey()}`, [{ name, vkey, url }], []))) as Policy;
  try {
    expect(await coalition.ask(policy)).toBeNull();
    const { id } = await makePetition();
    await appendSigns(id, 1);
    await sequenceLog();
    expect((await readState()).hold).toBe('witnesses-ahead');
    rmSync(join(settings().KEY_DIR, 'log', 'witnesses-say.json'));
    await sequenceLog();
    expect((await readState()).hold).toBeNull();
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

async function ownVkey(): Promise<string> {
  const answer = await readPolicyAnswer();
  return /^log (\S+)/.exec(Buffer.from(answer?.body ?? []).toString())?.[1] ?? '';
}

test('what a witness holds against the log is settled when the database has it', async ({ coalition }) => {
  const { root, size } = await readState();
  const signer = await findSigner();
  if (!signer) throw new Error('The log has no key.');
  const checkpoint = await signCheckpoint({ size, root }, coalition.key.name, signer);
  const witness = { name: 'w', key: coalition.key, url: '', lastSize: 0n };
  const told = { witness, cosignature: null, lastSize: 0n, strangers: 0 };
  await keepEvidence([{ ...told, standing: 'ahead', evidence: { kind: 'signed', size, checkpoint } }]);
  await sequenceLog();
  expect((await readState()).hold).toBeNull();
  const word = { ...told, standing: 'ahead', evidence: { kind: 'word', size: 5n } } as const;
  await keepEvidence([word, word]);
  await sequenceLog();
  expect((await readState()).hold).toBe('witnesses-ahead');
  expect(readFileSync(join(settings().KEY_DIR, 'log', 'witnesses-say.json'), 'utf8')).toContain('"ahead"');
});

test('without a policy the log says so in the policy that it offers', async ({ coalition }) => {
  const answer = await readPolicyAnswer();
  const policy = parsePolicy(Buffer.from(answer?.body ?? []).toString());
  expect(policy).toMatchObject({ quorum: null, witnesses: [], logs: [{ key: { id: coalition.key.id } }] });
  expect(answer?.isForever).toBe(false);
  expect(parseVkey(await ownVkey())).toMatchObject({ name: wishedOrigin() });
});
