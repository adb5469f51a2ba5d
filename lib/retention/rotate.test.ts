import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { plantSigned } from '@/e2e/support/planted.ts';
import { keyFilesOf, readableOf } from '@/e2e/support/retention.ts';
import { expect, keptOf, makePetition, sign, signAndConfirm, signAndReadLetter, test } from '@/e2e/support/world.ts';
import { settings } from '../env.ts';
import { readKey } from '../keys/key-files.ts';
import { dataKeys } from '../keys/petition-keys.ts';
import { unsealIfOpens } from '../keys/seal.ts';
import { confirmSignature } from '../signature/confirm.ts';
import { readMySignature } from '../signature/read.ts';
import { destroyKeys } from './destroy.ts';
import { beginRotation, workOnRotations } from './rotate.ts';

test.describe.configure({ mode: 'serial' });

/** As if every process had had the time to hear of the last step. */
const letStepAge = (petitionId: string) =>
  database().execute(sql`
    update key_rotations set begun_at = begun_at - interval '1 minute', promoted_at = promoted_at - interval '1 minute'
    where petition_id = ${petitionId}`);

const isRotating = async (petitionId: string) =>
  (await database().execute(sql`select from key_rotations where petition_id = ${petitionId}`)).length > 0;

async function rotateToTheEnd(petitionId: string): Promise<void> {
  while (await isRotating(petitionId)) {
    await letStepAge(petitionId);
    await workOnRotations(await currentTime());
  }
}

test('OP-06: a petition’s data key is changed while people sign, and the old one opens nothing any more', async () => {
  test.setTimeout(120_000);
  const petition = await makePetition();
  await plantSigned(petition.id, { count: 1_300, consents: ['updates'] });
  const waiting = await signAndReadLetter(petition);
  const old = (await dataKeys(petition.id)).data;
  expect(await beginRotation(petition.id, 'command', await currentTime())).toBe('begun');
  expect(await beginRotation(petition.id, 'command', await currentTime())).toBe('under-way');
  // Nobody is hurried past the time in which other processes remember the keys.
  expect(await workOnRotations(await currentTime())).toBe(false);
  expect((await dataKeys(petition.id)).data.equals(old)).toBe(true);
  const faults: unknown[] = [];
  const signed: Awaited<ReturnType<typeof signAndConfirm>>[] = [];
  let isOver = false;
  const crowd = (async () => {
    while (!isOver) {
      await signAndConfirm(petition, { consents: ['updates'] }).then(
        (token) => signed.push(token),
        (fault) => faults.push(fault),
      );
    }
  })();
  await rotateToTheEnd(petition.id);
  isOver = true;
  await crowd;
  expect(faults).toEqual([]);
  expect(signed.length).toBeGreaterThan(3);
  expect((await dataKeys(petition.id)).data.equals(old)).toBe(false);
  expect(await keyFilesOf(petition)).toEqual(
    ['data', 'duplicates', 'entries'].map((key) => `petition-${petition.id}-${key}`),
  );
  expect(await confirmSignature(waiting)).toBe('confirmed');
  expect(await readableOf(petition)).toHaveLength(1_301 + signed.length);
  const rows = await database().execute<{ id: string; sealed: Buffer }>(sql`
    select id, sealed from signatures where petition_id = ${petition.id}`);
  expect(rows.filter(({ id, sealed }) => unsealIfOpens(old, sealed, `signature/${id}`))).toEqual([]);
});

test('OP-06: a worker that is killed in the middle of changing a key leaves nothing unreadable', async () => {
  test.setTimeout(180_000);
  const petition = await makePetition();
  await plantSigned(petition.id, { count: 8_000, consents: [] });
  const token = await signAndConfirm(petition);
  await beginRotation(petition.id, 'command', await currentTime());
  await letStepAge(petition.id);
  await workOnRotations(await currentTime());
  await letStepAge(petition.id);
  const script = `
    import { workOnRotations } from '${join(import.meta.dirname, 'rotate.ts')}';
    for (;;) await workOnRotations(new Date());`;
  for (let kills = 0; kills < 3; kills += 1) {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      env: process.env,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const before = await doneOf(petition.id);
    await expect.poll(() => doneOf(petition.id), { timeout: 40_000, intervals: [10] }).toBeGreaterThan(before);
    child.kill('SIGKILL');
    await ended;
    expect(await readMySignature(token)).toMatchObject({ name: 'Test Signer' });
  }
  await rotateToTheEnd(petition.id);
  expect(await readableOf(petition)).toHaveLength(8_001);
});

const doneOf = async (petitionId: string): Promise<number> => {
  const [row] = await database().execute<{ done: string }>(sql`
    select done from petition_works where petition_id = ${petitionId} and work = 'resealing'`);
  return Number(row?.done ?? 0);
};

test('OP-10: keys that are destroyed while they are changed do not come back', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  await beginRotation(petition.id, 'command', await currentTime());
  await destroyKeys({ petitionIds: [petition.id], cause: 'team', actor: 'command' }, await currentTime());
  await rotateToTheEnd(petition.id);
  expect(await keyFilesOf(petition)).toEqual([]);
  expect(await beginRotation(petition.id, 'command', await currentTime())).toBe('no-keys');
});

/** Runs the command with another secret, or until it is killed. */
function rotateSecret(secret: string, killAfter: number | null): Promise<number | null> {
  const env = { ...process.env, APP_SECRET: secret, APP_SECRET_OLD: process.env.APP_SECRET };
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/commands/keys.ts', 'rotate-secret'], {
    env,
    stdio: 'ignore',
  });
  if (killAfter !== null) setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

test('OP-06: every key file is wrapped by the new secret, whenever the command is killed', async () => {
  test.setTimeout(180_000);
  const petition = await makePetition();
  await signAndConfirm(petition);
  for (let n = 0; n < 40; n += 1) await makePetition();
  const secret = 'Zq3vN8kXw1LtR5mYb7JhC2dFg9SaPe4UoIxVnBz6';
  for (const killAfter of [400, 900, 1_400]) await rotateSecret(secret, killAfter);
  expect(await rotateSecret(secret, null)).toBe(0);
  // This process knows the old secret alone; what it remembers is forgotten after five seconds.
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  const name = `petition-${petition.id}-data`;
  await expect(readKey(name)).rejects.toThrow();
  const script = `
    import { listKeys, readKey } from '${join(import.meta.dirname, '../keys/key-files.ts')}';
    for (const name of await listKeys()) if (!(await readKey(name))) throw new Error(name);`;
  const env = { ...process.env, APP_SECRET: secret };
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    env,
    stdio: 'inherit',
  });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  // And back, so that the tests after this one read their keys.
  const back = { ...process.env, APP_SECRET: process.env.APP_SECRET, APP_SECRET_OLD: secret };
  const undo = spawn(process.execPath, ['--import', 'tsx', 'lib/commands/keys.ts', 'rotate-secret'], {
    env: back,
    stdio: 'ignore',
  });
  expect(await new Promise((resolve) => undo.once('exit', resolve))).toBe(0);
  expect((await readFile(join(settings().KEY_DIR, `${name}.key`))).length).toBe(60);
  expect(await readableOf(petition)).toHaveLength(1);
  expect(await sign(petition)).toBe('accepted');
  expect(await keptOf(petition)).toMatchObject({ attempts: 1 });
});
