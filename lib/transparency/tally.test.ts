import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { appendSigns, logPublished, logUpToDate } from '@/e2e/support/log.ts';
import { expect, makePetition, signAndConfirm, test } from '@/e2e/support/world.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { readLoggedPetition } from './tally.ts';
import { logFolder } from './tiles/files.ts';

test('the numbers of a petition are those of the published log, and nothing later', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  await appendSigns(petition.id, 300);
  await logPublished();
  expect(await readLoggedPetition(petition.id)).toMatchObject({
    count: 301,
    signed: 301,
    withdrawn: 0,
    invalidated: 0,
  });
  await withdrawSignature(token);
  await logUpToDate();
  expect(await readLoggedPetition(petition.id)).toMatchObject({ count: 301, withdrawn: 0 });
  const { fold } = await logPublished();
  const logged = await readLoggedPetition(petition.id);
  expect(logged).toMatchObject({ count: 300, signed: 301, withdrawn: 1 });
  expect(logged?.count).toBe(fold.petitions.get(petition.id)?.count);
  expect([...(logged?.hours.values() ?? [])].at(-1)).toBe(300);
});

test('another petition of the same log has its own numbers, and an unknown one none', async () => {
  const [one, other] = [await makePetition(), await makePetition()];
  await appendSigns(one.id, 3);
  await appendSigns(other.id, 5);
  await logPublished();
  const all = await Promise.all([one, other].map(({ id }) => readLoggedPetition(id)));
  expect(all.map((logged) => logged?.count)).toEqual([3, 5]);
  expect(await readLoggedPetition('00000000-0000-4000-8000-000000000000')).toMatchObject({ count: 0, signed: 0 });
});

test('a bundle that is gone is told, and counted on once it is back', async () => {
  const petition = await makePetition();
  await appendSigns(petition.id, 2);
  await logPublished();
  const folder = join(logFolder(), 'tile', 'entries');
  await rename(folder, `${folder}-away`);
  expect(await readLoggedPetition(petition.id)).toBe(null);
  await rename(`${folder}-away`, folder);
  expect(await readLoggedPetition(petition.id)).toMatchObject({ count: 2 });
});
