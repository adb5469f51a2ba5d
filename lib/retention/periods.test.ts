import { copyFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { plantSigned } from '@/e2e/support/planted.ts';
import {
  jobAge,
  keepAllPeriods,
  keyFilesOf,
  letClosingAge,
  readableOf,
  recognisedOf,
} from '@/e2e/support/retention.ts';
import { expect, foldedCountsOf, keptOf, makePetition, newAddress, signAndConfirm, test } from '@/e2e/support/world.ts';
import { foldCounts } from '../count/fold.ts';
import { settings } from '../env.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { keepPeriod } from './works.ts';

// Upkeep looks at all petitions of its database: one test at a time knows what it will find.
test.describe.configure({ mode: 'serial' });

const consents = ['updates', 'deliver'] as const;

test('PV-04: nothing is taken before its period is over', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition, { consents });
  await letClosingAge(petition, 13);
  await keepAllPeriods();
  expect(await readableOf(petition)).toMatchObject([{ name: 'Test Signer', mailbox: expect.any(String) }]);
  expect(await keyFilesOf(petition)).toHaveLength(3);
});

test('PV-04: 90 days after closing no mailbox is kept, and the names still are', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition, { consents });
  await letClosingAge(petition, 89);
  await keepAllPeriods();
  expect((await readableOf(petition))[0]?.mailbox).toBeDefined();
  await letClosingAge(petition, 91);
  await keepAllPeriods();
  const [readable] = await readableOf(petition);
  expect(readable?.name).toBe('Test Signer');
  expect(readable?.mailbox).toBeUndefined();
  expect(await keptOf(petition)).toMatchObject({ consents: 1 });
});

/** The petition was handed over so many days ago. */
const letDeliveryAge = (petition: { readonly id: string }, days: number) =>
  database().execute(sql`
    with owner as (
      insert into accounts (address_key, sealed) values (sha256(gen_random_uuid()::text::bytea), ''::bytea) returning id
    )
    insert into deliveries (petition_id, addressee, place, note, created_by, created_at, number, handed_over_on, count)
    select ${petition.id}, '{}', '{}', '{}', id, now(), 1, (now() - ${days} * interval '1 day')::date, 1 from owner`);

test('PV-04: 90 days after a hand-over no name is kept, and not before 90 days after closing', async () => {
  const [open, closedNow, closedLong] = [await makePetition(), await makePetition(), await makePetition()];
  for (const petition of [open, closedNow, closedLong]) {
    await signAndConfirm(petition, { consents });
    await letDeliveryAge(petition, 91);
  }
  await letClosingAge(closedNow, 89);
  await letClosingAge(closedLong, 92);
  await keepAllPeriods();
  expect(await readableOf(open)).toHaveLength(1);
  expect(await readableOf(closedNow)).toHaveLength(1);
  expect(await readableOf(closedLong)).toEqual([]);
});

test('PV-04: twelve months after closing no name is kept, and the signature still counts', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { consents, country: 'DE' });
  await signAndConfirm(petition, { consents });
  await letClosingAge(petition, 360);
  await keepAllPeriods();
  expect(await readableOf(petition)).toHaveLength(2);
  await letClosingAge(petition, 367);
  await keepAllPeriods();
  expect(await readableOf(petition)).toEqual([]);
  expect(await keptOf(petition)).toMatchObject({ signatures: 2, consents: 0, attempts: 0 });
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 2, withdrawn: 0 });
  // The signer's own link still withdraws, and takes nothing out of a country that nobody knows any more.
  expect(await withdrawSignature(token)).toBe('withdrawn');
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 2, withdrawn: 1 });
  const countries = await database().execute<{ country: string; count: number }>(sql`
    select country, count::int from country_counts where petition_id = ${petition.id} order by country`);
  expect(countries.map(({ count, country }) => [country, count])).toEqual([
    ['', 1],
    ['DE', 1],
  ]);
});

test('PV-04: a sealed petition keeps what is sealed for 90 days, whatever it holds', async () => {
  const petition = await makePetition();
  await plantSigned(petition.id, { count: 3, consents: ['deliver'] });
  await database().execute(sql`update petitions set privacy_mode = 'sealed' where id = ${petition.id}`);
  await database().execute(sql`update signatures set sealed = 'opaque' where petition_id = ${petition.id}`);
  await letClosingAge(petition, 91);
  await keepAllPeriods();
  const left = await database().execute(sql`
    select from signatures where petition_id = ${petition.id} and sealed is not null`);
  expect(left).toHaveLength(0);
});

test('PV-04: running a job again changes nothing, and each has said that it ran', async () => {
  const petition = await makePetition();
  await plantSigned(petition.id, { count: 1_200, consents });
  await letClosingAge(petition, 91);
  await keepAllPeriods();
  const before = await database().execute(
    sql`select id, sealed from signatures where petition_id = ${petition.id} order by id`,
  );
  expect(await keepPeriod('followers')).toEqual({ done: 0, more: false });
  await keepAllPeriods();
  const after = await database().execute(
    sql`select id, sealed from signatures where petition_id = ${petition.id} order by id`,
  );
  expect(after).toEqual(before);
  expect((await readableOf(petition)).filter(({ mailbox }) => mailbox)).toEqual([]);
  for (const job of ['attempts', 'followers', 'details', 'duplicates-keys', 'audit']) {
    expect(await jobAge(job), job).toBeLessThan(60);
  }
});

test('PV-07: two weeks after closing nobody can tell any more who has signed, with every key in hand', async () => {
  const petition = await makePetition();
  const addresses = Array.from({ length: 30 }, () => newAddress());
  const token = await signAndConfirm(petition, { email: addresses[0] ?? '' });
  for (const email of addresses.slice(1)) await signAndConfirm(petition, { email });
  expect(await recognisedOf(petition, addresses)).toBe(30);
  await letClosingAge(petition, 13);
  await keepAllPeriods();
  expect(await recognisedOf(petition, addresses)).toBe(30);
  const copy = await keepCopyOfKeys('before');
  await letClosingAge(petition, 15);
  await keepAllPeriods();
  expect(await keyFilesOf(petition)).toEqual([`petition-${petition.id}-data`, `petition-${petition.id}-entries`]);
  expect(await recognisedOf(petition, addresses)).toBe(0);
  // And not with a copy of the key that somebody made in time.
  await copyFile(join(copy, `petition-${petition.id}-duplicates.key`), keyFile(`petition-${petition.id}-duplicates`));
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  expect(await recognisedOf(petition, addresses)).toBe(0);
  // Each one's own link still leads to their signature.
  expect(await withdrawSignature(token)).toBe('withdrawn');
  expect(await readableOf(petition)).toHaveLength(29);
});

const keyFile = (name: string) => join(settings().KEY_DIR, `${name}.key`);

async function keepCopyOfKeys(name: string): Promise<string> {
  const copy = join(settings().DATA_DIR, name);
  await cp(settings().KEY_DIR, copy, { recursive: true });
  return copy;
}
