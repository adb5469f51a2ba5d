import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { makeBackup } from '@/e2e/support/backup.ts';
import { keyFilesOf, readableOf } from '@/e2e/support/retention.ts';
import {
  expect,
  foldedCountsOf,
  keptOf,
  makePetition,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { foldCounts } from '../count/fold.ts';
import { settings } from '../env.ts';
import { forgetOldErasures, readErasures } from '../erasures/list.ts';
import type { Petition } from '../petition/read.ts';
import { chooseDelivery, chooseFollowing } from '../signature/choose.ts';
import { eraseDetails } from '../signature/erase.ts';
import { findByToken } from '../signature/find.ts';
import { readMySignature } from '../signature/read.ts';
import { refuseAttempt } from '../signature/refuse.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { destroyKeys } from './destroy.ts';
import { replayErasures } from './replay.ts';

test.describe.configure({ mode: 'serial' });

const recountOf = async (petition: Petition): Promise<number> => {
  const [row] = await database().execute<{ real: number }>(sql`
    select count(*)::int as real from signatures where petition_id = ${petition.id} and withdrawn_on is null`);
  return row?.real ?? -1;
};

const consents = ['updates', 'deliver'] as const;
const off = { updates: false, partnerUpdates: false, email: '' };

test('PV-06: what was taken back stays so after an older backup is restored, and the count is right', async () => {
  test.setTimeout(120_000);
  const petition = await makePetition();
  const ended = await makePetition();
  await signAndConfirm(ended);
  const signer = () => signAndConfirm(petition, { consents, country: 'DE' });
  const stays = await signer();
  const tokens = { withdrawn: await signer(), erased: await signer(), silent: await signer(), shy: await signer() };
  const back = await signer();
  const stranger = await signAndReadLetter(petition);
  await foldCounts();
  const restore = await makeBackup();
  await withdrawSignature(tokens.withdrawn);
  await eraseDetails(tokens.erased);
  await chooseFollowing(tokens.silent, off);
  await chooseDelivery(tokens.shy, false);
  await chooseDelivery(back, false);
  await chooseDelivery(back, true);
  await refuseAttempt(stranger, await currentTime());
  const decision = { petitionIds: [ended.id], cause: 'operator', actor: 'command' } as const;
  await destroyKeys(decision, await currentTime());
  await restore();
  // It did come back, or the list would have nothing to do.
  expect(await keptOf(petition)).toMatchObject({ signatures: 6, withdrawn: 0, consents: 12, attempts: 1 });
  expect(await keyFilesOf(ended)).toHaveLength(3);

  expect((await replayErasures()).done).toBe(6);
  expect(await keptOf(petition)).toMatchObject({ signatures: 5, withdrawn: 1, attempts: 0, consents: 6 });
  expect(await findByToken(tokens.withdrawn)).toBe(null);
  expect(await findByToken(stranger)).toBe(null);
  expect(await readMySignature(tokens.erased)).toMatchObject({ name: null, details: 'erased' });
  const silent = await readMySignature(tokens.silent);
  expect([silent?.mailboxIsKept, silent?.consents]).toEqual([false, new Set(['deliver'])]);
  expect((await readMySignature(tokens.shy))?.consents).toEqual(new Set(['updates']));
  for (const token of [stays, back]) {
    expect(await readMySignature(token)).toMatchObject({ mailboxIsKept: true, consents: new Set(consents) });
  }
  expect(await keyFilesOf(ended)).toEqual([]);
  expect(await readableOf(ended)).toEqual([]);

  while ((await foldCounts()) !== 0);
  const { confirmed, withdrawn } = await foldedCountsOf(petition);
  expect(confirmed - withdrawn).toBe(await recountOf(petition));
  expect(await recountOf(petition)).toBe(5);
  expect((await replayErasures()).done).toBe(0);
});

test('PV-06: the list names no one, is on disk, and is kept for 35 days', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { name: 'Listed Name', email: 'listed@example.org' });
  const found = await findByToken(token);
  await withdrawSignature(token);
  const folder = join(settings().DATA_DIR, 'erasures');
  const [today = ''] = (await readdir(folder)).sort().reverse();
  const text = await readFile(join(folder, today), 'utf8');
  expect(text).toContain(`withdrawn ${found?.id}\n`);
  expect(text).toMatch(/^([a-z-]+ [0-9a-f-]{36}\n)+$/);
  const now = await currentTime();
  const dayBefore = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  for (const days of [34, 36]) await writeFile(join(folder, `${dayBefore(days)}.list`), `withdrawn ${found?.id}\n`);
  await utimes(join(folder, today), 0, 0);
  expect(await forgetOldErasures(now)).toBe(1);
  expect(await readdir(folder)).toEqual(expect.arrayContaining([`${dayBefore(34)}.list`, today]));
});

test('PV-06: a line that a crash cut off is passed over', async () => {
  const folder = join(settings().DATA_DIR, 'erasures');
  await writeFile(
    join(folder, '2999-01-01.list'),
    'withdrawn 0000\nnonsense 1\nwithdrawn 11111111-1111-4111-8111-111111111111',
  );
  const ids = [];
  for await (const { id } of readErasures()) ids.push(id);
  expect(ids).toContain('11111111-1111-4111-8111-111111111111');
  expect(ids).not.toContain('0000');
  await writeFile(join(folder, '2999-01-01.list'), '');
  expect((await replayErasures()).done).toBe(0);
});

test('PV-06: nothing is withdrawn when the list cannot be written', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  const real = settings().DATA_DIR;
  const file = join(real, 'no-folder');
  await writeFile(file, '');
  Object.assign(settings(), { DATA_DIR: file });
  await expect(withdrawSignature(token)).rejects.toThrow();
  Object.assign(settings(), { DATA_DIR: real });
  expect(await keptOf(petition)).toMatchObject({ signatures: 1, withdrawn: 0 });
  expect(await withdrawSignature(token)).toBe('withdrawn');
});
