import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { everyEntry, logUpToDate } from '@/e2e/support/log.ts';
import { makeGuarded, many, plantSigners } from '@/e2e/support/removals.ts';
import { expect, makePetition, onlySignatureOf, signAndConfirm, test } from '@/e2e/support/world.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { adoptUnlogged } from './adopt.ts';

// It looks at everything in its database: one test at a time knows what it will find.
test.describe.configure({ mode: 'serial' });

const adoptAll = async () => {
  while (await adoptUnlogged());
};

test('signatures from before the log are imported once each, as such', async () => {
  const { petition } = await makeGuarded();
  await plantSigners(petition, many(40));
  await adoptAll();
  await adoptAll();
  const { entries, fold } = await logUpToDate();
  const own = entries.filter((entry) => entry.petition === petition.id && entry.type === 'sign');
  expect(own.map(({ code }) => code)).toEqual(Array.from({ length: 40 }, () => 4));
  expect(fold.petitions.get(petition.id)?.count).toBe(40);
});

test('who confirmed and left with a process of an older version is in the log and out of it', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  const { id } = await onlySignatureOf(petition);
  await logUpToDate();
  await database().execute(sql`
    update signatures set withdrawn_on = current_date, duplicate_key = null, token_hash = null, sealed = null where id = ${id}`);
  await adoptAll();
  const { fold } = await logUpToDate();
  expect(fold.petitions.get(petition.id)).toMatchObject({ count: 0, withdrawn: 1 });
  expect(await onlySignatureOf(petition)).toMatchObject({ sealedEntry: null, sealedNonce: null });
});

test('a text that was published past the log is told to it', async () => {
  const petition = await makePetition();
  await database().execute(sql`delete from log_pending where petition_id = ${petition.id}`);
  const token = await signAndConfirm(petition);
  const early = await logUpToDate();
  expect(early.fold.petitions.has(petition.id)).toBe(false);
  await adoptAll();
  expect((await logUpToDate()).fold.petitions.get(petition.id)?.count).toBe(1);
  await withdrawSignature(token);
  expect((await logUpToDate()).fold.petitions.get(petition.id)?.count).toBe(0);
});

test('where nothing is missing, nothing is told', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  await logUpToDate();
  const before = (await everyEntry()).length;
  await adoptAll();
  await logUpToDate();
  expect(await everyEntry()).toHaveLength(before);
});
