import { database } from '@/db/client.ts';
import {
  expect,
  keptOf,
  letBatchExpire,
  letDeadLettersAge,
  letLeaseRunOut,
  letPauseEnd,
  makePetition,
  queueLetters,
  sign,
  talliesOf,
  test,
} from '@/e2e/support/world.ts';
import { forgetDeadLetters, readDeadLetters, sendAgain } from './dead-letters.ts';
import { openLetter } from './letters.ts';
import {
  buryBatch,
  finishBatch,
  LETTERS_PER_BATCH,
  type LeasedBatch,
  leaseBatch,
  postponeBatch,
  readOutbox,
  returnBatch,
  splitBatch,
} from './queue.ts';

const mailboxesOf = (batch: LeasedBatch) =>
  Promise.all(batch.letters.map(async (letter) => (await openLetter(letter))?.mailbox ?? 'unreadable'));

async function leaseOne(): Promise<LeasedBatch> {
  const batch = await leaseBatch();
  if (!batch) throw new Error('Nothing is due.');
  return batch;
}

test('letters leave in the order they came in, a hundred at a time', async () => {
  const mailboxes = await queueLetters(LETTERS_PER_BATCH + 1);
  expect(await mailboxesOf(await leaseOne())).toEqual(mailboxes.slice(0, LETTERS_PER_BATCH));
  expect(await mailboxesOf(await leaseOne())).toEqual(mailboxes.slice(LETTERS_PER_BATCH));
  expect(await leaseBatch()).toBe(null);
});

test('an empty outbox has nothing due, and makes no batch', async () => {
  expect(await leaseBatch()).toBe(null);
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 0 });
});

test('four workers over a thousand letters send each letter once and lose none', async () => {
  const mailboxes = await queueLetters(1_000);
  const sent: string[] = [];
  const worker = async () => {
    for (let batch = await leaseBatch(); batch; batch = await leaseBatch()) {
      sent.push(...(await mailboxesOf(batch)));
      await finishBatch(batch);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  // A worker that found every waiting letter in another's hands stops early; the last ones are taken now.
  await worker();
  expect(sent).toHaveLength(1_000);
  expect(new Set(sent)).toEqual(new Set(mailboxes));
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 0 });
});

test('a letter is in one pair of hands only', async () => {
  const mailboxes = await queueLetters(3);
  const leases = await Promise.all([leaseBatch(), leaseBatch(), leaseBatch(), leaseBatch()]);
  // Workers that come at once may share the letters out, but never hold the same one.
  const held = await Promise.all(leases.filter((lease) => lease !== null).map(mailboxesOf));
  expect(held.flat().sort()).toEqual(mailboxes.sort());
});

test('a killed worker’s batch is taken again: the same id, the same letters in the same order', async () => {
  await queueLetters(50);
  const first = await leaseOne();
  await queueLetters(10);
  await letLeaseRunOut(first.id);
  const again = await leaseOne();
  expect(again.id).toBe(first.id);
  expect(again.letters).toEqual(first.letters);
  expect([first.tries, again.tries]).toEqual([0, 1]);
});

test('a lease that ran out is taken by one of many', async () => {
  await queueLetters(5);
  await letLeaseRunOut((await leaseOne()).id);
  const leases = await Promise.all([leaseBatch(), leaseBatch(), leaseBatch(), leaseBatch()]);
  expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
});

test('letters that come later do not join a batch that was made', async () => {
  await queueLetters(1);
  const first = await leaseOne();
  await queueLetters(1);
  expect((await leaseOne()).id).not.toBe(first.id);
});

test('a postponed batch waits, and comes back with the same key', async () => {
  await queueLetters(2);
  const batch = await leaseOne();
  await postponeBatch(batch, 60_000);
  expect(await leaseBatch()).toBe(null);
  await letPauseEnd(batch.id);
  expect(await leaseBatch()).toMatchObject({ id: batch.id, letters: batch.letters, tries: 1, expired: false });
});

test('a postponed batch holds up no other', async () => {
  await queueLetters(1);
  await postponeBatch(await leaseOne(), 60_000);
  const [later] = await queueLetters(1);
  expect(await mailboxesOf(await leaseOne())).toEqual([later]);
});

test('a finished batch leaves tallies and no letter', async () => {
  const petition = await makePetition();
  await Promise.all([sign(petition), sign(petition), sign(petition)]);
  await finishBatch(await leaseOne());
  expect(await keptOf(petition)).toMatchObject({ letters: 0, attempts: 3 });
  expect(await talliesOf(petition)).toEqual({ handedOver: 3, dead: 0 });
});

test('finishing twice tallies once', async () => {
  const petition = await makePetition();
  await sign(petition);
  const batch = await leaseOne();
  await finishBatch(batch);
  await finishBatch(batch);
  expect(await talliesOf(petition)).toEqual({ handedOver: 1, dead: 0 });
});

test('splitting makes two halves with keys of their own, in the order of the whole', async () => {
  const mailboxes = await queueLetters(5);
  const whole = await leaseOne();
  await splitBatch(whole);
  const halves = [await leaseOne(), await leaseOne()];
  expect(await leaseBatch()).toBe(null);
  expect(new Set([whole.id, ...halves.map(({ id }) => id)]).size).toBe(3);
  const held = await Promise.all(halves.map(mailboxesOf));
  expect(held.sort((one, other) => other.length - one.length)).toEqual([mailboxes.slice(0, 3), mailboxes.slice(3)]);
});

test('confirmations go before reminders, whenever they came', async () => {
  const reminders = await queueLetters(LETTERS_PER_BATCH, 'reminder');
  const confirmations = await queueLetters(2);
  expect(await mailboxesOf(await leaseOne())).toEqual([...reminders.slice(0, -2), ...confirmations]);
  expect(await mailboxesOf(await leaseOne())).toEqual(reminders.slice(-2));
});

test('a batch that was given back uncalled is as it was, and its time begins anew', async () => {
  await queueLetters(2);
  const batch = await leaseOne();
  await letBatchExpire(batch.id);
  await returnBatch(batch, 0);
  expect(await leaseOne()).toEqual(batch);
});

test('a batch that may have been taken keeps its time when it is given back', async () => {
  await queueLetters(2);
  const { id } = await leaseOne();
  await letLeaseRunOut(id);
  const again = await leaseOne();
  await letBatchExpire(id);
  await returnBatch(again, 0);
  expect(await leaseOne()).toMatchObject({ id, tries: 1, expired: true });
});

test('letters that the provider refused one by one die beside those it took', async () => {
  const petition = await makePetition();
  await Promise.all([sign(petition), sign(petition), sign(petition)]);
  const batch = await leaseOne();
  await finishBatch(batch, { ids: batch.letters.slice(0, 1).map(({ id }) => id), because: 'validation_error' });
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 1 });
  expect(await talliesOf(petition)).toEqual({ handedOver: 2, dead: 1 });
});

test('dead letters can be sent again: another key, the same words, and no death is counted any more', async () => {
  const petition = await makePetition();
  await Promise.all([sign(petition), sign(petition)]);
  const first = await leaseOne();
  await buryBatch(first, 'validation_error');
  expect(await readDeadLetters(petition.id)).toMatchObject([
    { kind: 'confirm-signature', because: 'validation_error', count: 2 },
  ]);
  expect(await sendAgain(database(), { petitionId: petition.id, because: null })).toBe(2);
  expect(await readDeadLetters(petition.id)).toEqual([]);
  const again = await leaseOne();
  expect(again.id).not.toBe(first.id);
  expect(again.letters).toEqual(first.letters);
  await finishBatch(again);
  expect(await talliesOf(petition)).toEqual({ handedOver: 2, dead: 0 });
});

test('only dead letters are sent again, and each once', async () => {
  await queueLetters(2);
  const batch = await leaseOne();
  const again = () => sendAgain(database(), { petitionId: null, because: null });
  expect(await again()).toBe(0);
  await buryBatch(batch, 'validation_error');
  expect((await Promise.all([again(), again(), again()])).sort()).toEqual([0, 0, 2]);
});

test('of dead letters those of one petition and one reason are sent again, and no others', async () => {
  const [petition, other] = [await makePetition(), await makePetition()];
  for (const [place, because] of [
    [petition, 'validation_error'],
    [petition, 'not_found'],
    [other, 'not_found'],
  ] as const) {
    await sign(place);
    await buryBatch(await leaseOne(), because);
  }
  expect(await sendAgain(database(), { petitionId: petition.id, because: 'not_found' })).toBe(1);
  expect(await readDeadLetters(petition.id)).toMatchObject([{ because: 'validation_error', count: 1 }]);
  expect(await readDeadLetters(other.id)).toMatchObject([{ because: 'not_found', count: 1 }]);
});

test('splitting does not give letters another day to be tried', async () => {
  await queueLetters(2);
  const whole = await leaseOne();
  await letBatchExpire(whole.id);
  await splitBatch(whole);
  expect(await leaseOne()).toMatchObject({ expired: true });
});

test('a buried letter stays visible for a day, and is never sent', async () => {
  const petition = await makePetition();
  await sign(petition);
  await buryBatch(await leaseOne(), 'validation_error');
  expect(await leaseBatch()).toBe(null);
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 1 });
  expect(await talliesOf(petition)).toEqual({ handedOver: 0, dead: 1 });
  await letDeadLettersAge(23);
  expect(await forgetDeadLetters()).toBe(0);
  await letDeadLettersAge(2);
  expect(await forgetDeadLetters()).toBe(1);
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 0 });
});

test('past its last try a batch says so', async () => {
  await queueLetters(1);
  const batch = await leaseOne();
  await letBatchExpire(batch.id);
  await letLeaseRunOut(batch.id);
  expect(await leaseOne()).toMatchObject({ id: batch.id, expired: true });
});
