import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { keepAllPeriods, keyFilesOf, readableOf, recognisedOf } from '@/e2e/support/retention.ts';
import {
  auditOf,
  expect,
  foldedCountsOf,
  keptOf,
  makePetition,
  newAddress,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
  whileDatabaseIsAway,
} from '@/e2e/support/world.ts';
import { verifyAuditChain } from '../chronicle/chain.ts';
import { foldCounts } from '../count/fold.ts';
import { readDestructions } from '../keys/destructions.ts';
import { listKeys } from '../keys/key-files.ts';
import { makePetitionKeys, petitionOf } from '../keys/petition-keys.ts';
import { leaseBatch, postponeBatch } from '../mail/queue.ts';
import { chooseFollowing } from '../signature/choose.ts';
import { confirmSignature } from '../signature/confirm.ts';
import { readMySignature } from '../signature/read.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { destroyKeys } from './destroy.ts';
import { destroyEverything, destroyFilesAlone, stopIntake } from './panic.ts';
import { replayErasures } from './replay.ts';

test.describe.configure({ mode: 'serial' });

const byOperator = (petitionIds: readonly string[]) => ({ petitionIds, cause: 'operator', actor: 'command' }) as const;

test('OP-10: destroyed keys leave nothing readable; the count stays, and the record says which and when', async () => {
  const petition = await makePetition();
  const addresses = [newAddress(), newAddress(), newAddress()];
  for (const email of addresses) await signAndConfirm(petition, { email, consents: ['updates'] });
  const waiting = await signAndReadLetter(petition);
  await foldCounts();
  expect(await destroyKeys(byOperator([petition.id]), await currentTime())).toEqual([petition.id]);
  expect(await keyFilesOf(petition)).toEqual([]);
  expect(await readableOf(petition)).toEqual([]);
  expect(await recognisedOf(petition, addresses)).toBe(0);
  await expect(confirmSignature(waiting)).rejects.toMatchObject({ code: 'KEYS_AWAY' });
  expect(await keptOf(petition)).toMatchObject({ signatures: 3, letters: 0 });
  const [record] = await readDestructions(petition.id);
  expect(record).toMatchObject({ keys: 'all', cause: 'operator', destroyedAt: expect.any(Date) });
  expect(record?.fingerprints).toMatch(/^data:[0-9a-f]{16} duplicates:[0-9a-f]{16} entries:[0-9a-f]{16}$/);
  expect((await auditOf(petition.id)).at(-1)).toMatchObject({
    actor: 'command',
    act: 'keys-destroyed',
    subject: { keys: record?.fingerprints },
  });
  expect((await verifyAuditChain()).brokenAt).toBe(null);
  // The bytes that nobody can read go, too.
  await keepAllPeriods();
  expect(await keptOf(petition)).toMatchObject({ signatures: 3, attempts: 0, consents: 0 });
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 3, withdrawn: 0 });
  expect(await destroyKeys(byOperator([petition.id]), await currentTime())).toEqual([]);
});

test('OP-10: without keys a signer sees what is so, stops letters and withdraws', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { consents: ['updates', 'deliver'] });
  await destroyKeys(byOperator([petition.id]), await currentTime());
  expect(await readMySignature(token)).toMatchObject({ name: null, details: 'unreadable' });
  expect(await chooseFollowing(token, { updates: false, partnerUpdates: false, email: '' })).toBe('changed');
  expect((await readMySignature(token))?.consents).toEqual(new Set(['deliver']));
  expect(await withdrawSignature(token)).toBe('withdrawn');
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 1, withdrawn: 1 });
});

test('OP-10: letters of a destroyed petition die unsent, those beside them go on', async () => {
  const [ours, theirs] = [await makePetition(), await makePetition()];
  for (const petition of [ours, theirs, ours, theirs]) await sign(petition);
  const batch = await leaseBatch();
  if (!batch) throw new Error('No batch.');
  await postponeBatch(batch, 60_000);
  await sign(ours);
  await destroyKeys(byOperator([ours.id]), await currentTime());
  const next = await leaseBatch();
  expect(next?.letters.map(({ petitionId }) => petitionId)).toEqual([theirs.id, theirs.id]);
  expect(await keptOf(ours)).toMatchObject({ letters: 0 });
  expect(await leaseBatch()).toBe(null);
});

test('OP-10: one command stops intake everywhere, and says so in each audit', async () => {
  const petition = await makePetition();
  const page = petition;
  await stopIntake(await currentTime());
  expect(await sign(page)).toBe('paused');
  await database().execute(sql`update coalitions set signing_paused_at = null`);
});

test('OP-10: with the database away the key files go all the same, and the next start writes the record', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  await whileDatabaseIsAway(async () => {
    expect(await destroyFilesAlone(new Date())).toContain(petition.id);
  });
  expect(await keyFilesOf(petition)).toEqual([]);
  expect(await readDestructions(petition.id)).toEqual([]);
  await replayErasures();
  expect(await readDestructions(petition.id)).toMatchObject([{ keys: 'all', destroyedAt: expect.any(Date) }]);
});

test('OP-10: the keys of a thousand petitions are destroyed within ten seconds', async () => {
  test.setTimeout(180_000);
  const model = await makePetition();
  await signAndConfirm(model);
  const ids = Array.from({ length: 1_000 }, () => randomUUID());
  await database().execute(sql`
    insert into petitions (id, campaign_id, slug, goal_steps, published_at)
    select value::uuid, (select campaign_id from petitions where id = ${model.id}), 'raid-' || n, '{100}', now()
    from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) with ordinality as made(value, n)`);
  for (let from = 0; from < ids.length; from += 50) {
    await Promise.all(ids.slice(from, from + 50).map(makePetitionKeys));
  }
  const began = performance.now();
  expect(await destroyEverything(await currentTime())).toBeGreaterThanOrEqual(1_001);
  const seconds = (performance.now() - began) / 1_000;
  test.info().annotations.push({ type: 'seconds', description: seconds.toFixed(2) });
  console.log(`destroyed 1,000 petitions' keys in ${seconds.toFixed(2)} s`);
  expect(seconds).toBeLessThan(10);
  expect((await listKeys()).filter((name) => petitionOf(name) !== '')).toEqual([]);
  expect(await readableOf(model)).toEqual([]);
});
