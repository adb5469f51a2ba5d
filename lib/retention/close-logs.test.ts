import { logUpToDate } from '@/e2e/support/log.ts';
import { keepAllPeriods, letClosingAge } from '@/e2e/support/retention.ts';
import { expect, makePetition, signAndConfirm, test } from '@/e2e/support/world.ts';
import { withdrawSignature } from '../signature/withdraw.ts';

test.describe.configure({ mode: 'serial' });

const isClosed = async (petition: { readonly id: string }) =>
  (await logUpToDate()).fold.petitions.get(petition.id)?.isClosed;

test('a petition’s log ends when nobody can sign, come back or leave any more', async () => {
  const empty = await makePetition();
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  await logUpToDate();
  for (const closed of [empty, petition]) await letClosingAge(closed, 13);
  await keepAllPeriods();
  expect([await isClosed(empty), await isClosed(petition)]).toEqual([false, false]);
  for (const closed of [empty, petition]) await letClosingAge(closed, 400);
  await keepAllPeriods();
  // Leaving has no end: the log of whoever can still do it stays open.
  expect([await isClosed(empty), await isClosed(petition)]).toEqual([true, false]);
  await withdrawSignature(token);
  await logUpToDate();
  await keepAllPeriods();
  expect(await isClosed(petition)).toBe(true);
});
