import {
  expect,
  foldedCountsOf,
  lettersTo,
  makePetition,
  newAddress,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
  whileRefusing,
} from '@/e2e/support/world.ts';
import { currentGoal, type Petition } from '../petition/read.ts';
import { confirmSignature } from '../signature/confirm.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { foldCounts } from './fold.ts';
import { countOf, partnerCountOf, watchCount } from './read.ts';

async function signMany(petition: Petition, people: number, partner = ''): Promise<void> {
  const emails = Array.from({ length: people }, () => newAddress());
  await Promise.all(emails.map((email) => sign(petition, { email, partner })));
  const letters = (await Promise.all(emails.map(lettersTo))).flat();
  await Promise.all(letters.map(({ token }) => confirmSignature(token)));
}

test('a confirmed signature is in the count after a fold, and not before', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 0 });
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 1, withdrawn: 0 });
});

test('an attempt is in no count', async () => {
  const petition = await makePetition();
  await signAndReadLetter(petition);
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 0 });
});

test('folding twice counts once', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  await foldCounts();
  expect(await foldCounts()).toBe(0);
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 1 });
});

test('VE-11: a withdrawal counts down, in all and for its partner', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { partner: 'partner-1' });
  await signAndConfirm(petition, { partner: 'partner-1' });
  await foldCounts();
  await withdrawSignature(token);
  await foldCounts();
  expect(await foldedCountsOf(petition)).toEqual({ confirmed: 2, withdrawn: 1, partners: { 'partner-1': 1 } });
});

test('a fold of withdrawals alone counts down', async () => {
  const petition = await makePetition();
  const tokens = [await signAndConfirm(petition), await signAndConfirm(petition)];
  await foldCounts();
  for (const token of tokens) await withdrawSignature(token);
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 2, withdrawn: 2 });
});

test('a signature confirmed and withdrawn between two folds leaves no trace in the difference', async () => {
  const petition = await makePetition();
  await withdrawSignature(await signAndConfirm(petition, { partner: 'partner-2' }));
  await foldCounts();
  expect(await foldedCountsOf(petition)).toEqual({ confirmed: 1, withdrawn: 1, partners: { 'partner-2': 0 } });
});

test('partners are counted for those who came through them, and for nobody else', async () => {
  const petition = await makePetition();
  await signMany(petition, 3, 'partner-1');
  await signMany(petition, 2, 'partner-2');
  await signMany(petition, 4);
  await foldCounts();
  expect(await foldedCountsOf(petition)).toEqual({
    confirmed: 9,
    withdrawn: 0,
    partners: { 'partner-1': 3, 'partner-2': 2 },
  });
});

test('fifty clicks on one link are one in the count', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await Promise.all(Array.from({ length: 50 }, () => confirmSignature(token)));
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 1 });
});

test('VE-11: folds that run beside confirmations and beside each other count each signature once', async () => {
  const petition = await makePetition();
  const signing = { goesOn: true };
  const folding = async () => {
    while (signing.goesOn) await foldCounts();
  };
  const folds = [folding(), folding()];
  for (let n = 0; n < 4; n += 1) await signMany(petition, 25, 'partner-1');
  signing.goesOn = false;
  await Promise.all(folds);
  await foldCounts();
  expect(await foldedCountsOf(petition)).toEqual({ confirmed: 100, withdrawn: 0, partners: { 'partner-1': 100 } });
});

test('of two folds at once one folds and the other steps back', async () => {
  const petition = await makePetition();
  await signMany(petition, 5);
  const folded = await Promise.all([foldCounts(), foldCounts(), foldCounts()]);
  expect(folded.some((changes) => changes !== null)).toBe(true);
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 5 });
});

test('a withdrawal that cannot be counted does not happen', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  await whileRefusing('count_changes', async () => {
    await expect(withdrawSignature(token)).rejects.toThrow();
  });
  expect(await withdrawSignature(token)).toBe('withdrawn');
});

test('pages read the count from memory, and memory hears of every fold', async () => {
  const petition = await makePetition({ goalSteps: [1, 10] });
  expect(await countOf(petition)).toMatchObject({ count: 0, goal: 1 });
  await signAndConfirm(petition, { partner: 'partner-1' });
  const moved: number[] = [];
  const stopWatching = watchCount(petition, ({ count }) => moved.push(count));
  await foldCounts();
  await expect.poll(async () => (await countOf(petition)).count).toBe(1);
  stopWatching();
  expect(moved).toEqual([1]);
  expect((await countOf(petition)).goal).toBe(10);
  expect(partnerCountOf(petition, petition.partners[0]?.id ?? '')).toBe(1);
});

test('the goal is the next step that is not reached, and at the end the last', async () => {
  const petition = await makePetition({ goalSteps: [10, 100] });
  expect([0, 9, 10, 99, 100, 1_000].map((count) => currentGoal(petition, count))).toEqual([10, 10, 100, 100, 100, 100]);
});
