import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bech32 } from '@scure/base';
import { Decrypter } from 'age-encryption';
import { eq, sql } from 'drizzle-orm';
import { connection, database, schema } from '@/db/client.ts';
import { settings } from '@/lib/env.ts';
import { listKeys, readKey } from '@/lib/keys/key-files.ts';
import { unseal } from '@/lib/keys/seal.ts';
import { openLetter } from '@/lib/mail/letters.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { confirmSignature } from '@/lib/signature/confirm.ts';
import { runDirectory } from '../support/places.ts';
import { makeSealedPetition, openRecord } from '../support/sealing.ts';
import { disguisesOf, emptyOutbox, everythingStored, expect, makePetition, sign, test } from '../support/world.ts';

const TOTAL = 1_000;

/** A word that stands nowhere else, in every name and address of this test. */
const CANARY = 'zanzibarcanary';

const person = (n: number) => ({
  name: `Канарейка ${CANARY} ${n}`,
  email: `${CANARY}-${n}@example.org`,
  country: 'GE',
  consents: ['deliver'] as const,
});

async function signAll(petition: Petition, total: number): Promise<void> {
  for (let n = 0; n < total; n += 50)
    await Promise.all(Array.from({ length: 50 }, (_, m) => sign(petition, person(n + m))));
}

async function confirmAll(petition: Petition): Promise<void> {
  const rows = await database().select().from(schema.letters).where(eq(schema.letters.petitionId, petition.id));
  for (let n = 0; n < rows.length; n += 50)
    await Promise.all(
      rows.slice(n, n + 50).map(async (row) => {
        const letter = await openLetter(row);
        if (letter) expect(await confirmSignature(letter.token)).toBe('confirmed');
      }),
    );
}

const blobsOf = async (petition: Petition) => {
  const rows = await database()
    .select({ id: schema.signatures.id, sealed: schema.signatures.sealed })
    .from(schema.signatures)
    .where(eq(schema.signatures.petitionId, petition.id));
  return rows.flatMap(({ id, sealed }) => (sealed ? [{ id, sealed }] : []));
};

const opens = (act: () => unknown): boolean => {
  try {
    act();
    return true;
  } catch {
    return false;
  }
};

/** Files of the folder that hold one of the traces. */
function filesWith(folder: string, traces: readonly Buffer[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size > 0)
    .filter((file) => {
      const bytes = readFileSync(file);
      return traces.some((trace) => bytes.includes(trace));
    });
}

test('PV-03: of 1,000 sealed records the server’s keys open none, and an organiser’s identity all', async () => {
  await emptyOutbox();
  const { holders, key, petition } = await makeSealedPetition();
  await signAll(petition, TOTAL);
  await confirmAll(petition);
  const blobs = await blobsOf(petition);
  expect(blobs).toHaveLength(TOTAL);

  // Everything the server has: each key file, as what it is for and as an identity; and the secret itself.
  const names = await listKeys();
  const keys = (await Promise.all(names.map(readKey))).filter((one) => one !== null);
  expect(keys.length).toBeGreaterThanOrEqual(4);
  const secrets = [...keys.map((one) => one.export()), Buffer.from(settings().APP_SECRET, 'base64').subarray(0, 32)];
  const thief = new Decrypter();
  for (const secret of secrets) thief.addIdentity(bech32.encodeFromBytes('AGE-SECRET-KEY-', secret).toUpperCase());
  let readable = 0;
  for (const { id, sealed } of blobs) {
    for (const one of keys)
      for (const place of [`signature/${id}`, `attempt/${id}`, `refusal/${id}`])
        if (opens(() => unseal(one, sealed, place))) readable += 1;
    if (
      await thief.decrypt(sealed).then(
        () => true,
        () => false,
      )
    )
      readable += 1;
  }
  expect(readable).toBe(0);

  let opened = 0;
  for (const { id, sealed } of blobs) {
    const record = await openRecord(key.identity, sealed);
    if (record.id === id && record.name.includes(CANARY) && record.address.includes(CANARY)) opened += 1;
  }
  expect(opened).toBe(TOTAL);

  // Twenty of them by what an organiser has at home: the age program, their own key and the wrapped one.
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-age-'));
  const [row] = await database()
    .select()
    .from(schema.sealingKeys)
    .where(eq(schema.sealingKeys.petitionId, petition.id));
  writeFileSync(join(folder, 'my-key.txt'), holders[1]?.identity ?? '');
  writeFileSync(join(folder, 'key.age'), row?.wrapped ?? '');
  const age = (...args: string[]) => execFileSync('age', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  writeFileSync(join(folder, 'key.txt'), age('-d', '-i', 'my-key.txt', 'key.age'));
  for (const { id, sealed } of blobs.slice(0, 20)) {
    writeFileSync(join(folder, 'record.age'), sealed);
    expect(JSON.parse(age('-d', '-i', 'key.txt', 'record.age').toString())).toMatchObject({ id });
  }
  rmSync(folder, { recursive: true });
});

test('PV-01: of what sealed signers typed no byte stands in any table, key file or file of the database', async () => {
  await emptyOutbox();
  const { petition } = await makeSealedPetition();
  await signAll(petition, 100);
  // Half of them wait, half are confirmed.
  await database().execute(sql`
    delete from letters where id in (select id from letters where petition_id = ${petition.id} order by id limit 50)`);
  await confirmAll(petition);
  const stored = await everythingStored();
  for (const trace of disguisesOf(CANARY)) expect(stored.includes(trace)).toBe(false);
  await connection()`checkpoint`;
  const traces = disguisesOf(CANARY).map((trace) => Buffer.from(trace));
  expect(filesWith(settings().KEY_DIR, traces)).toEqual([]);
  expect(filesWith(`${runDirectory}/rooms`, traces)).toEqual([]);
  // That the search finds what is there.
  const title = 'Signposthere';
  await makePetition({ title });
  await connection()`checkpoint`;
  expect(filesWith(`${runDirectory}/rooms`, [Buffer.from(title)]).length).toBeGreaterThan(0);
});

/** Accepted forms in a second, and the processor's milliseconds for one. */
async function rateOf(petition: Petition, total: number): Promise<{ rate: number; cpu: number }> {
  const [began, used] = [performance.now(), process.cpuUsage()];
  for (let n = 0; n < total; n += 50) await Promise.all(Array.from({ length: 50 }, () => sign(petition)));
  const { system, user } = process.cpuUsage(used);
  return { rate: total / ((performance.now() - began) / 1_000), cpu: (user + system) / 1_000 / total };
}

test('signing a sealed petition costs what its sealing costs, and is measured in turns with a private one', async () => {
  await emptyOutbox();
  const [{ petition: sealed }, open] = [await makeSealedPetition(), await makePetition()];
  for (const one of [sealed, open]) await rateOf(one, 100);
  const runs: { sealed: number[]; open: number[] } = { sealed: [], open: [] };
  const rates: { sealed: number[]; open: number[] } = { sealed: [], open: [] };
  for (let round = 0; round < 5; round += 1) {
    for (const [name, petition] of [
      ['sealed', sealed],
      ['open', open],
    ] as const) {
      const { cpu, rate } = await rateOf(petition, 300);
      runs[name].push(cpu);
      rates[name].push(rate);
    }
  }
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const [dear, cheap] = [median(runs.sealed), median(runs.open)];
  console.log(
    `sealed ${median(rates.sealed).toFixed(0)}/s, ${dear.toFixed(2)} ms of processor; ` +
      `private ${median(rates.open).toFixed(0)}/s, ${cheap.toFixed(2)} ms; ${(dear / cheap).toFixed(2)} times as much`,
  );
  // Sealing alone was measured at 3.1 ms (safety.md §0); a form must not cost several seals.
  expect(dear - cheap).toBeLessThan(15);
});
