import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { everyEntry, logUpToDate } from '@/e2e/support/log.ts';
import { expect, makePetition, signAndConfirm, signAndReadLetter, test } from '@/e2e/support/world.ts';
import { confirmSignature } from '../signature/confirm.ts';
import { withdrawSignature } from '../signature/withdraw.ts';

test('a published petition and each confirmed signature have one entry, and the log folds to the count', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  await signAndConfirm(petition);
  const { entries, fold } = await logUpToDate();
  const own = entries.filter((entry) => entry.petition === petition.id);
  expect(own.map(({ type }) => type)).toEqual(['petition', 'sign', 'sign']);
  expect(own.map(({ event }) => event)).toEqual([0, 1, 2]);
  expect(fold.petitions.get(petition.id)?.count).toBe(2);
});

test('a link that is confirmed twice is logged once', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await Promise.all([confirmSignature(token), confirmSignature(token), confirmSignature(token)]);
  const { fold } = await logUpToDate();
  expect(fold.petitions.get(petition.id)?.count).toBe(1);
});

test('a withdrawal names the entry that it takes away', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  const before = await logUpToDate();
  const index = before.entries.findIndex((entry) => entry.petition === petition.id && entry.type === 'sign');
  await withdrawSignature(token);
  const { entries, fold } = await logUpToDate();
  expect(entries.at(-1)).toMatchObject({ type: 'withdraw', petition: petition.id, removes: BigInt(index) });
  expect(fold.petitions.get(petition.id)).toMatchObject({ count: 0, withdrawn: 1 });
});

test('whoever withdraws before their entry has its place is never logged', async () => {
  const petition = await makePetition();
  await withdrawSignature(await signAndConfirm(petition));
  const { entries } = await logUpToDate();
  expect(entries.filter((entry) => entry.petition === petition.id).map(({ type }) => type)).toEqual(['petition']);
});

test('what is in the log cannot be changed or taken out', async () => {
  await makePetition();
  await logUpToDate();
  const length = (await everyEntry()).length;
  for (const act of [
    sql`delete from log_entries`,
    sql`update log_entries set idx = idx + 1`,
    sql`truncate log_entries`,
  ])
    await expect(database().execute(act)).rejects.toThrow();
  expect(await everyEntry()).toHaveLength(length);
});
