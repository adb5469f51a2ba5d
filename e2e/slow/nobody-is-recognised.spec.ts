import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '@/lib/env.ts';
import { keepAllPeriods, keyFilesOf, letClosingAge, recognisedOf } from '../support/retention.ts';
import { expect, makePetition, newAddress, signAndConfirm, test } from '../support/world.ts';

const SIGNERS = 1_000;
const AT_ONCE = 20;

test('PV-07: two weeks after closing none of 1,000 signers can be recognised with database, keys and secret', async () => {
  const petition = await makePetition();
  const signers = Array.from({ length: SIGNERS }, () => newAddress());
  for (let n = 0; n < SIGNERS; n += AT_ONCE)
    await Promise.all(signers.slice(n, n + AT_ONCE).map((email) => signAndConfirm(petition, { email })));
  expect(await recognisedOf(petition, signers), 'while it is open').toBe(SIGNERS);
  const strangers = Array.from({ length: SIGNERS }, () => newAddress());
  expect(await recognisedOf(petition, strangers), 'who did not sign').toBe(0);

  await letClosingAge(petition, 13);
  await keepAllPeriods();
  expect(await recognisedOf(petition, signers), 'a day too early').toBe(SIGNERS);
  const copy = mkdtempSync(join(tmpdir(), 'undersigned-copied-keys-'));
  cpSync(settings().KEY_DIR, copy, { recursive: true });
  await letClosingAge(petition, 15);
  await keepAllPeriods();
  expect(await keyFilesOf(petition)).toEqual([`petition-${petition.id}-data`]);
  expect(await recognisedOf(petition, signers)).toBe(0);

  // Nor with the keys of the day before, put back beside the database of today.
  for (const file of readdirSync(copy)) copyFileSync(join(copy, file), join(settings().KEY_DIR, file));
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  expect(await keyFilesOf(petition)).toHaveLength(2);
  expect(await recognisedOf(petition, signers)).toBe(0);
  console.log(`0 of ${SIGNERS} recognised`);
  rmSync(copy, { recursive: true });
});
