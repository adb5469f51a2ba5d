import { database, schema } from '@/db/client.ts';
import {
  expect,
  letAllPausesEnd,
  letBatchesAge,
  letFoldAge,
  makePetition,
  plantComplaints,
  queueLetters,
  test,
} from '@/e2e/support/world.ts';
import { noteMailAlarms, readMailAlarms, refusalOf } from './alarm.ts';
import { leaseBatch } from './queue.ts';
import { sendNextBatch } from './send.ts';

test.beforeEach(async ({ provider }) => {
  provider.script();
  await letFoldAge(0);
  await database().delete(schema.letterTallies);
  await noteMailAlarms();
});

const kinds = async () => (await readMailAlarms()).map(({ kind }) => kind);

test('letters that leave as they should are no alarm, nor are letters that wait their turn', async () => {
  expect(await kinds()).toEqual([]);
  await queueLetters(300);
  await leaseBatch();
  expect(await kinds()).toEqual([]);
});

test('a provider that refuses us is an alarm from its first refusal, with its reason and the next try', async ({
  provider,
}) => {
  await queueLetters(3);
  provider.script({ status: 403, name: 'invalid_api_key' });
  await sendNextBatch();
  const [alarm, ...others] = await readMailAlarms();
  expect(others).toEqual([]);
  if (alarm?.kind !== 'refused') throw new Error('No refusal.');
  expect(alarm.because).toBe('invalid_api_key');
  expect(alarm.nextTryAt.getTime() - alarm.since.getTime()).toBeGreaterThan(25_000);
  await letBatchesAge(30);
  // What is refused is not told a second time as late.
  expect(await kinds()).toEqual(['refused']);
  await letAllPausesEnd();
  await sendNextBatch();
  expect(await kinds()).toEqual([]);
});

test('faults are an alarm after five minutes, with how many letters they hold up', async ({ provider }) => {
  await queueLetters(3);
  provider.script({ status: 503 });
  await sendNextBatch();
  await letBatchesAge(4);
  expect(await kinds()).toEqual([]);
  await letBatchesAge(2);
  const [alarm] = await readMailAlarms();
  if (alarm?.kind !== 'late') throw new Error('Nothing is late.');
  expect(alarm.count).toBe(3);
  const minutes = (alarm.nextTryAt.getTime() - alarm.since.getTime()) / 60_000;
  expect(minutes).toBeGreaterThan(5.9);
  expect(minutes).toBeLessThan(7.5);
});

test('a worker that does not work is an alarm once letters wait for it', async () => {
  await letFoldAge(61);
  expect(await kinds()).toEqual([]);
  await queueLetters(2);
  expect(await readMailAlarms()).toMatchObject([{ kind: 'idle', count: 2 }]);
  await letFoldAge(50);
  expect(await kinds()).toEqual([]);
});

for (const [handedOver, complained, alarms] of [
  [10_000, 9, []],
  [10_000, 10, ['complaints']],
  [20, 1, []],
  [20, 2, ['complaints']],
] as const) {
  test(`EM-08: ${complained} complaints about ${handedOver} letters are ${alarms.length === 0 ? 'no' : 'an'} alarm`, async () => {
    await plantComplaints(await makePetition(), handedOver, complained);
    expect(await kinds()).toEqual(alarms);
  });
}

test('the journal is told once of what begins and once of what ends', async ({ provider }) => {
  await queueLetters(1);
  provider.script({ status: 401, name: 'missing_api_key' });
  await sendNextBatch();
  expect(await noteMailAlarms()).toEqual([{ kind: 'refused', change: 'began' }]);
  expect(await noteMailAlarms()).toEqual([]);
  await letAllPausesEnd();
  await sendNextBatch();
  expect(await noteMailAlarms()).toEqual([{ kind: 'refused', change: 'ended' }]);
  expect(await noteMailAlarms()).toEqual([]);
});

test('every name of a refusal has its advice', () => {
  const names = [
    'daily_quota_exceeded',
    'monthly_quota_exceeded',
    'missing_api_key',
    'invalid_api_key',
    'restricted_api_key',
  ];
  expect([...names, 'validation_error', 'something_new'].map(refusalOf)).toEqual([
    'quota',
    'quota',
    'key',
    'key',
    'key',
    'sender',
    'sender',
  ]);
});
