import { database } from '@/db/client.ts';
import { type Answer, type ProviderCall, taken } from '@/e2e/support/provider.ts';
import {
  atRate,
  emptyOutbox,
  expect,
  letAllPausesEnd,
  letBatchExpire,
  letLeaseRunOut,
  letPauseEnd,
  makePetition,
  newAddress,
  pausedBatches,
  queueBrokenLetter,
  queueLetters,
  secondsClosed,
  sign,
  talliesOf,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { hourOf } from '../keys/hour-keys.ts';
import { destroyKey } from '../keys/key-files.ts';
import { sendAgain } from './dead-letters.ts';
import { readMailPause } from './pace.ts';
import { leaseBatch, readOutbox } from './queue.ts';
import { sendNextBatch } from './send.ts';

test.beforeEach(async ({ provider }) => {
  await emptyOutbox();
  provider.script();
});

/** Sends what is due, and what is due after that, until nothing is. */
async function sendAllDue(): Promise<void> {
  while (await sendNextBatch());
}

async function onlyPausedBatch() {
  const [batch, ...others] = await pausedBatches();
  expect(others).toEqual([]);
  if (!batch) throw new Error('No batch is paused.');
  return batch;
}

const addresseesOf = (calls: readonly ProviderCall[]) => calls.flatMap(({ letters }) => letters.map(({ to }) => to));

test('nothing due is no call', async ({ provider }) => {
  expect(await sendNextBatch()).toBe(false);
  expect(provider.calls).toEqual([]);
});

test('a letter that the provider took is gone', async ({ provider }) => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email, name: 'Unmistakable Name' });
  expect(await sendNextBatch()).toBe(true);
  expect(addresseesOf(provider.calls)).toEqual([email]);
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 0 });
  expect(await talliesOf(petition)).toEqual({ handedOver: 1, dead: 0 });
});

test('what the provider gets says nothing of the person and the petition but the address', async ({ provider }) => {
  const petition = await makePetition({ title: 'Unmistakable Title' });
  await sign(petition, { name: 'Unmistakable Name', country: 'UA' });
  await sendNextBatch();
  const body = provider.calls[0]?.body ?? '';
  for (const secret of ['Unmistakable', petition.slug, petition.id]) expect(body).not.toContain(secret);
  expect(Object.keys(JSON.parse(body)[0]).sort()).toEqual(['from', 'html', 'subject', 'text', 'to']);
});

test('letters that wait together travel in one call, each to one address', async ({ provider }) => {
  const mailboxes = await queueLetters(30);
  await sendAllDue();
  expect(provider.calls).toHaveLength(1);
  expect(addresseesOf(provider.calls)).toEqual(mailboxes);
});

for (const failure of [
  { status: 500 },
  { status: 502, raw: '<html>Bad gateway</html>' },
  { status: 503, raw: '' },
  { status: 500, raw: 'null' },
  { status: 401, name: 'missing_api_key' },
  { status: 403, name: 'invalid_api_key' },
  { status: 403, name: 'validation_error' },
  'taken, then reset',
  { status: 409, name: 'concurrent_idempotent_requests' },
  { status: 429, name: 'rate_limit_exceeded' },
  { status: 429, name: 'daily_quota_exceeded' },
  { status: 200, raw: '<html>Welcome to our hotel</html>' },
  'connection reset',
] as const) {
  test(`after ${JSON.stringify(failure)} the same letters go again under the same key`, async ({ provider }) => {
    await queueLetters(3);
    provider.script(failure);
    await sendAllDue();
    expect(await readOutbox()).toEqual({ waiting: 3, dead: 0 });
    await letPauseEnd((await onlyPausedBatch()).id);
    await sendAllDue();
    const [first, second] = provider.calls;
    expect(provider.calls).toHaveLength(2);
    expect(second).toEqual(first);
    expect(first?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(await readOutbox()).toEqual({ waiting: 0, dead: 0 });
  });
}

test('pauses grow with the tries, and none is longer than a minute', async ({ provider }) => {
  await queueLetters(1);
  provider.script(...Array.from({ length: 12 }, () => ({ status: 500 })));
  const pauses: number[] = [];
  for (let n = 0; n < 12; n += 1) {
    await sendNextBatch();
    const { id, seconds } = await onlyPausedBatch();
    pauses.push(seconds);
    await letPauseEnd(id);
  }
  expect(pauses[0]).toBeGreaterThan(0.5);
  expect(pauses[0]).toBeLessThan(2.5);
  expect(pauses[4]).toBeGreaterThan(15);
  expect(pauses[11]).toBeGreaterThan(28);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(60);
});

test('a provider that does not answer is left alone after ten seconds', async ({ provider }) => {
  await queueLetters(1);
  provider.script('hang');
  const began = performance.now();
  await sendNextBatch();
  expect(performance.now() - began).toBeLessThan(12_000);
  expect(await readOutbox()).toEqual({ waiting: 1, dead: 0 });
});

test('Retry-After is waited for, by all letters', async ({ provider }) => {
  await queueLetters(1);
  provider.script({ status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': '120' } });
  await sendNextBatch();
  await queueLetters(1);
  await sendAllDue();
  expect(provider.calls).toHaveLength(1);
  for (const seconds of [(await onlyPausedBatch()).seconds, await secondsClosed()]) {
    expect(seconds).toBeGreaterThan(115);
    expect(seconds).toBeLessThanOrEqual(120);
  }
  expect(await readMailPause()).toBe(null);
});

test('a Retry-After of hours or of nonsense holds nothing up for longer than a quarter of an hour', async ({
  provider,
}) => {
  for (const wish of ['86400', 'soon', '-5', 'Wed, 21 Oct 2065 07:28:00 GMT', '1e99']) {
    await emptyOutbox();
    await queueLetters(1);
    provider.script({ status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': wish } });
    await sendNextBatch();
    const { seconds } = await onlyPausedBatch();
    expect(seconds).toBeGreaterThan(0);
    for (const wait of [seconds, await secondsClosed()]) expect(wait).toBeLessThanOrEqual(15 * 60);
  }
});

for (const refusal of [
  { status: 401, name: 'missing_api_key' },
  { status: 403, name: 'invalid_api_key' },
  { status: 429, name: 'daily_quota_exceeded' },
  { status: 429, name: 'monthly_quota_exceeded' },
]) {
  test(`${refusal.name} stops all letters, says so, and is asked about again by one call`, async ({ provider }) => {
    const mailboxes = await queueLetters(250);
    provider.script(refusal, refusal);
    await sendAllDue();
    expect(provider.calls).toHaveLength(1);
    expect(await readMailPause()).toMatchObject({ because: refusal.name });
    const first = await secondsClosed();
    expect(first).toBeGreaterThan(25);
    await letPauseEnd((await onlyPausedBatch()).id);
    await Promise.all([sendAllDue(), sendAllDue(), sendAllDue()]);
    expect(provider.calls).toHaveLength(2);
    expect(await secondsClosed()).toBeGreaterThan(1.5 * first);
    await letAllPausesEnd();
    await sendAllDue();
    await letAllPausesEnd();
    await sendAllDue();
    expect(await readMailPause()).toBe(null);
    expect([...provider.delivered].sort()).toEqual([...mailboxes].sort());
  });
}

test('a key that is refused for two days costs no letter', async ({ provider }) => {
  await queueLetters(2);
  provider.script({ status: 401, name: 'missing_api_key' }, { status: 401, name: 'missing_api_key' });
  for (let n = 0; n < 2; n += 1) {
    await sendNextBatch();
    const { id } = await onlyPausedBatch();
    await letPauseEnd(id);
  }
  await sendAllDue();
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 0 });
  expect(new Set(provider.calls.map(({ key }) => key)).size).toBe(1);
});

test('EM-05: workers together call no more often than MAIL_RATE says', async ({ provider }) => {
  const mailboxes = await queueLetters(1_500);
  const began = performance.now();
  await atRate(20, () => Promise.all([sendAllDue(), sendAllDue(), sendAllDue(), sendAllDue()]));
  await atRate(20, sendAllDue);
  // Fifteen calls have fourteen gaps between them; a busy machine makes them longer, never shorter.
  expect(performance.now() - began).toBeGreaterThan(14 * 50);
  expect(provider.calls).toHaveLength(15);
  expect([...provider.delivered].sort()).toEqual([...mailboxes].sort());
});

test('a key that the provider knows with other letters is buried, and never sent under another key', async ({
  provider,
}) => {
  await queueLetters(3);
  provider.script({ status: 409, name: 'invalid_idempotent_request' });
  await sendAllDue();
  expect(provider.calls).toHaveLength(1);
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 3 });
});

const refusing =
  (bad: string | undefined, refusal: Answer) =>
  ({ letters }: ProviderCall) =>
    letters.some(({ to }) => to === bad) ? refusal : taken;

test('a bad letter is buried alone and costs the others nothing', async ({ provider }) => {
  const mailboxes = await queueLetters(1_000);
  const bad = mailboxes[507];
  provider.always(({ letters }) => ({
    status: 200,
    refused: letters.flatMap(({ to }, n) => (to === bad ? [n] : [])),
  }));
  await sendAllDue();
  expect(provider.calls).toHaveLength(10);
  expect(provider.delivered).toEqual(mailboxes.filter((mailbox) => mailbox !== bad));
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 1 });
});

test('where a whole batch is refused for one bad letter, halves find it, and each other letter goes once', async ({
  provider,
}) => {
  const mailboxes = await queueLetters(1_000);
  const bad = mailboxes[507];
  provider.always(refusing(bad, { status: 422, name: 'validation_error' }));
  await sendAllDue();
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 1 });
  expect([...provider.delivered].sort()).toEqual(mailboxes.filter((mailbox) => mailbox !== bad).sort());
  expect(provider.calls.length).toBeLessThanOrEqual(10 + 2 * 7);
});

test('a worker that dies beside a bad letter repeats the very same call', async ({ provider }) => {
  const mailboxes = await queueLetters(10);
  provider.script('taken, then reset');
  await sendAllDue();
  await letPauseEnd((await onlyPausedBatch()).id);
  await sendAllDue();
  expect(provider.calls[1]).toEqual(provider.calls[0]);
  expect(provider.delivered).toEqual(mailboxes);
});

test('a letter that was buried is sent again when it is asked for', async ({ provider }) => {
  const [mailbox] = await queueLetters(1);
  provider.script({ status: 422, name: 'validation_error' });
  await sendAllDue();
  expect(await sendAgain(database(), { petitionId: null, because: 'validation_error' })).toBe(1);
  await sendAllDue();
  expect(provider.delivered).toEqual([mailbox]);
  expect(provider.calls[1]?.key).not.toBe(provider.calls[0]?.key);
});

for (const status of [400, 413, 422]) {
  test(`a single letter that is refused with ${status} is buried`, async ({ provider }) => {
    await queueLetters(1);
    provider.script({ status, name: 'validation_error' });
    await sendAllDue();
    expect(provider.calls).toHaveLength(1);
    expect(await readOutbox()).toEqual({ waiting: 0, dead: 1 });
  });
}

test('a worker that was killed after the provider took its letters repeats the very same call', async ({
  provider,
}) => {
  await queueLetters(5);
  await sendNextBatchAndDie();
  await sendAllDue();
  expect(provider.calls).toHaveLength(2);
  expect(provider.calls[1]).toEqual(provider.calls[0]);
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 0 });

  /** The call is made, and what should follow it is not written: as the provider sees it, an answer got lost. */
  async function sendNextBatchAndDie() {
    provider.script('connection reset');
    await sendNextBatch();
    await letPauseEnd((await onlyPausedBatch()).id);
    const batch = await leaseBatch();
    await letLeaseRunOut(batch?.id ?? '');
  }
});

test('after a day of tries a letter is buried unsent', async ({ provider }) => {
  await queueLetters(2);
  provider.script({ status: 500 });
  await sendNextBatch();
  const { id } = await onlyPausedBatch();
  await letBatchExpire(id);
  await letPauseEnd(id);
  await sendAllDue();
  expect(provider.calls).toHaveLength(1);
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 2 });
});

test('letters whose key is away wait for it, and are given up with their time alone', async ({ provider }) => {
  await queueLetters(3);
  await destroyKey(`letters-${hourOf(await currentTime())}`);
  await sendAllDue();
  expect(provider.calls).toEqual([]);
  expect(await readOutbox()).toEqual({ waiting: 3, dead: 0 });
  const { id } = await onlyPausedBatch();
  await letBatchExpire(id);
  await letPauseEnd(id);
  await sendAllDue();
  expect(await readOutbox()).toEqual({ waiting: 0, dead: 3 });
});

test('a letter that does not open holds none of the others up', async ({ provider }) => {
  const others = await queueLetters(5);
  await queueBrokenLetter();
  await sendAllDue();
  expect(addresseesOf(provider.calls).sort()).toEqual(others.sort());
  expect(await readOutbox()).toEqual({ waiting: 1, dead: 0 });
});

test('four workers at once hand over what waits once', async ({ provider }) => {
  const mailboxes = await queueLetters(20);
  await Promise.all([sendAllDue(), sendAllDue(), sendAllDue(), sendAllDue()]);
  // Whoever comes second takes what the first does not hold: together they may change the order.
  expect(addresseesOf(provider.calls).sort()).toEqual(mailboxes.sort());
});
