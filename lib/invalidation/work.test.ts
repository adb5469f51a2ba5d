import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { logUpToDate } from '@/e2e/support/log.ts';
import {
  foldAndRecount,
  type Guarded,
  letRunAge,
  lookFor,
  makeGuarded,
  many,
  plantSigners,
  runOf,
  workItOff,
} from '@/e2e/support/removals.ts';
import { auditOf, expect, signAndConfirm, test, whileRefusing } from '@/e2e/support/world.ts';
import { foldCounts } from '../count/fold.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import type { Token } from '../token.ts';
import { readLedger } from './ledger.ts';
import { beginRun, cancelRun, forgetOldRuns, undoRun } from './runs.ts';
import { stageOf } from './stage.ts';
import { workOnRuns } from './work.ts';

const begin = async ({ member, team }: Guarded, run: string) => beginRun(member, team, run, await currentTime());
const cancel = async ({ member, team }: Guarded, run: string) => cancelRun(member, team, run, await currentTime());
const undo = async ({ member, team }: Guarded, run: string) => undoRun(member, team, run, await currentTime());

/** Looks and takes out, to the end. */
async function takeOut(place: Guarded, pattern: Parameters<typeof lookFor>[1]): Promise<string> {
  const run = await lookFor(place, pattern);
  await workItOff();
  expect(await begin(place, run)).toBe('begun');
  await workItOff();
  return run;
}

test('SA-13: looking changes nothing, and taking out lowers the count by what was found', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, [...many(30, { domain: 'bots.example' }), ...many(20)]);
  const run = await lookFor(place, { domain: 'bots.example' });
  expect(stageOf(await runOf(run))).toBe('looking');
  await workItOff();
  expect(await runOf(run)).toMatchObject({ looked: 50, found: 30, done: 0 });
  expect((await foldAndRecount(place.petition)).count).toBe(50);
  expect(await begin(place, run)).toBe('begun');
  await workItOff();
  expect(stageOf(await runOf(run))).toBe('finished');
  expect(await runOf(run)).toMatchObject({ found: 30, done: 30 });
  expect(await foldAndRecount(place.petition)).toEqual({ count: 20, rows: 20, partnersThatDrift: 0 });
});

test('SA-13: undoing brings the count back, for every partner too', async () => {
  const place = await makeGuarded();
  const partnerId = place.petition.partners[0]?.id ?? '';
  await plantSigners(place.petition, [...many(1_100, { partnerId, country: 'DE' }), ...many(5)]);
  const run = await takeOut(place, { partner: partnerId });
  expect(await foldAndRecount(place.petition)).toEqual({ count: 5, rows: 5, partnersThatDrift: 0 });
  expect(await undo(place, run)).toBe('undoing');
  await workItOff();
  expect(stageOf(await runOf(run))).toBe('undone');
  expect(await foldAndRecount(place.petition)).toEqual({ count: 1_105, rows: 1_105, partnersThatDrift: 0 });
  expect(await undo(place, run)).toBe('not-possible');
});

test('a change of the count carries partner, link and country, as the numbers need them', async () => {
  const place = await makeGuarded();
  const partnerId = place.petition.partners[0]?.id ?? '';
  await plantSigners(place.petition, [...many(3, { partnerId, country: 'DE' }), ...many(2, { country: 'GE' })]);
  await foldAndRecount(place.petition);
  await takeOut(place, { until: '2100-01-01' });
  const changes = await database().execute(sql`
    select partner_id, country, invalidated from count_changes where petition_id = ${place.petition.id} order by country`);
  expect([...changes]).toEqual([
    { partner_id: partnerId, country: 'DE', invalidated: 3 },
    { partner_id: null, country: 'GE', invalidated: 2 },
  ]);
});

test('a portion that cannot be counted does not happen, and the next one goes on from there', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(700));
  const run = await lookFor(place, { until: '2100-01-01' });
  await workItOff();
  await begin(place, run);
  await workOnRuns();
  await whileRefusing('count_changes', async () => {
    await expect(workOnRuns()).rejects.toThrow();
  });
  expect(await runOf(run)).toMatchObject({ done: 500 });
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 200, rows: 200 });
  await workItOff();
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 0, rows: 0 });
});

test('SA-13: a worker that is killed in the middle leaves a run that another one ends exactly', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(20_000));
  const run = await lookFor(place, { until: '2100-01-01' });
  await workItOff();
  await begin(place, run);
  const worker = fork('e2e/support/removal-worker.ts', { execArgv: ['--import', 'tsx'], stdio: 'ignore' });
  await expect.poll(async () => (await runOf(run)).done, { timeout: 20_000, intervals: [20] }).toBeGreaterThan(500);
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  const { done } = await runOf(run);
  expect(done).toBeLessThan(20_000);
  await expect
    .poll(async () => (await workOnRuns()) && (await runOf(run)).done, { intervals: [20] })
    .toBeGreaterThan(done);
  await workItOff();
  expect(await runOf(run)).toMatchObject({ found: 20_000, done: 20_000 });
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 0, rows: 0 });
});

test('several workers at once do each portion once', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(3_000, { name: 'Bot' }));
  const run = await lookFor(place, { name: 'bot' });
  await Promise.all([workItOff(), workItOff(), workItOff()]);
  await workItOff();
  await begin(place, run);
  await Promise.all([workItOff(), workItOff(), workItOff()]);
  await workItOff();
  expect(await runOf(run)).toMatchObject({ looked: 3_000, found: 3_000, done: 3_000 });
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 0, rows: 0 });
});

test('what a cancelled run took out stays out until it is undone', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(1_200));
  const run = await lookFor(place, { until: '2100-01-01' });
  await workItOff();
  await begin(place, run);
  await workOnRuns();
  expect(await cancel(place, run)).toBe('cancelled');
  await workItOff();
  expect(await runOf(run)).toMatchObject({ done: 500 });
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 700, rows: 700 });
  expect(await cancel(place, run)).toBe('too-late');
  expect(await begin(place, run)).toBe('not-ready');
  expect(await undo(place, run)).toBe('undoing');
  await workItOff();
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 1_200, rows: 1_200 });
});

test('a run that is dropped before it began stands in no ledger', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(3));
  const run = await lookFor(place, { until: '2100-01-01' });
  await workItOff();
  expect(await cancel(place, run)).toBe('cancelled');
  expect(stageOf(await runOf(run))).toBe('dropped');
  expect(await undo(place, run)).toBe('not-possible');
  expect((await readLedger(place.petition, 1)).removals).toEqual([]);
});

test('of two runs over the same people the second passes them by', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(40, { name: 'Twice Found' }));
  const [first, second] = [await lookFor(place, { name: 'twice' }), await lookFor(place, { name: 'found' })];
  await workItOff();
  await Promise.all([begin(place, first), begin(place, second)]);
  await Promise.all([workItOff(), workItOff()]);
  await workItOff();
  const done = [(await runOf(first)).done, (await runOf(second)).done];
  expect(done.toSorted((a, b) => a - b)).toEqual([0, 40]);
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 0, rows: 0 });
});

test('whoever withdraws between the look and the taking out is not counted twice', async () => {
  const place = await makeGuarded();
  const token = await signAndConfirm(place.petition);
  await signAndConfirm(place.petition);
  const run = await lookFor(place, { until: '2100-01-01' });
  await workItOff();
  await withdrawSignature(token);
  await begin(place, run);
  await workItOff();
  expect(await runOf(run)).toMatchObject({ found: 2, done: 1 });
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 0, rows: 0 });
});

test('whoever withdraws after being taken out is not brought back', async () => {
  const place = await makeGuarded();
  const token = await signAndConfirm(place.petition, { partner: 'partner-1' });
  await signAndConfirm(place.petition, { partner: 'partner-1' });
  const run = await takeOut(place, { until: '2100-01-01' });
  expect(await withdrawSignature(token)).toBe('withdrawn');
  await undo(place, run);
  await workItOff();
  expect(await foldAndRecount(place.petition)).toEqual({ count: 1, rows: 1, partnersThatDrift: 0 });
});

test('withdrawals that race with a run are counted once, one way or the other', async () => {
  const place = await makeGuarded();
  const tokens: Token[] = [];
  for (let n = 0; n < 12; n += 1) tokens.push(await signAndConfirm(place.petition, { partner: 'partner-2' }));
  await plantSigners(place.petition, many(1_500));
  const run = await lookFor(place, { until: '2100-01-01' });
  await workItOff();
  await begin(place, run);
  await Promise.all([workItOff(), ...tokens.map((token) => withdrawSignature(token))]);
  await workItOff();
  expect(await foldAndRecount(place.petition)).toEqual({ count: 0, rows: 0, partnersThatDrift: 0 });
  await undo(place, run);
  await workItOff();
  expect(await foldAndRecount(place.petition)).toEqual({ count: 1_500, rows: 1_500, partnersThatDrift: 0 });
});

for (const round of [1, 2, 3, 4]) {
  test(`SA-13, VE-11: after any history the folded count is the rows that count (${round})`, async () => {
    const place = await makeGuarded();
    const names = ['Anna', 'Boris', 'Clara'];
    const partners = ['', 'partner-1', 'partner-2'];
    const pick = <T>(from: readonly T[]): T | undefined => from[randomInt(Math.max(1, from.length))];
    const tokens: Token[] = [];
    const runs: string[] = [];
    const acts = [
      async () =>
        tokens.push(await signAndConfirm(place.petition, { name: pick(names) ?? '', partner: pick(partners) ?? '' })),
      async () =>
        tokens.push(await signAndConfirm(place.petition, { name: pick(names) ?? '', partner: pick(partners) ?? '' })),
      async () => withdrawSignature(tokens[randomInt(Math.max(1, tokens.length))] ?? ('none' as Token)),
      async () => runs.push(await lookFor(place, { name: pick(names) ?? '' })),
      async () => begin(place, pick(runs) ?? ''),
      async () => cancel(place, pick(runs) ?? ''),
      async () => undo(place, pick(runs) ?? ''),
      async () => workOnRuns(),
      async () => workItOff(),
      async () => foldCounts(),
    ];
    for (let step = 0; step < 60; step += 1) {
      await Promise.all([pick(acts)?.(), pick(acts)?.()]);
    }
    await workItOff();
    const { count, partnersThatDrift, rows } = await foldAndRecount(place.petition);
    expect({ count, partnersThatDrift }).toEqual({ count: rows, partnersThatDrift: 0 });
  });
}

test('each step is on the record, with its size and reason and nothing of the pattern', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(4, { name: 'Very Secret' }));
  const run = await takeOut(place, { name: 'very secret' });
  await undo(place, run);
  await workItOff();
  const records = (await auditOf(place.petition.id)).filter(({ act }) => act.startsWith('invalidation'));
  expect(records.map(({ act }) => act)).toEqual([
    'invalidation-looked',
    'invalidation-begun',
    'invalidation-finished',
    'invalidation-undone',
  ]);
  for (const { actor, subject } of records) {
    expect(actor).toBe(place.member.accountId);
    expect(subject).toMatchObject({ petition: place.petition.id, run, reason: 'bot' });
  }
  expect(records.slice(1).map(({ subject }) => subject.signatures)).toEqual([4, 4, 4]);
  expect(JSON.stringify(records).toLowerCase()).not.toContain('secret');
  expect((await runOf(run)).sealedPattern.toString('latin1').toLowerCase()).not.toContain('secret');
});

test('another petition’s run is as good as none', async () => {
  const [mine, other] = [await makeGuarded(), await makeGuarded()];
  await plantSigners(other.petition, many(2));
  const run = await lookFor(other, { until: '2100-01-01' });
  await workItOff();
  expect(await begin(mine, run)).toBe('unknown');
  expect(await cancel(mine, run)).toBe('unknown');
  expect(await undo(mine, 'nothing')).toBe('unknown');
});

test('nothing found is nothing to begin', async () => {
  const place = await makeGuarded();
  const run = await lookFor(place, { domain: 'nobody.example' });
  expect(await begin(place, run)).toBe('not-ready');
  await workItOff();
  expect(await begin(place, run)).toBe('not-ready');
});

test('90 days after its end a run forgets what it looked for and whom it found, and cannot be undone', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(600, { name: 'Gone' }));
  const run = await takeOut(place, { name: 'gone' });
  await letRunAge(run, 89);
  while ((await forgetOldRuns()) > 0);
  expect((await runOf(run)).sealedPattern.length).toBeGreaterThan(0);
  await letRunAge(run, 2);
  expect(await undo(place, run)).toBe('not-possible');
  while ((await forgetOldRuns()) > 0);
  expect((await runOf(run)).sealedPattern.length).toBe(0);
  const left = await database().execute(sql`select from invalidation_finds where run_id = ${run}`);
  expect(left).toHaveLength(0);
  expect(await readLedger(place.petition, 1)).toMatchObject({ removals: [{ size: 600, reason: 'bot' }] });
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 0, rows: 0 });
});

test('a run that was left lying is dropped with what it found', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(2));
  const run = await lookFor(place, { until: '2100-01-01' });
  await workItOff();
  await letRunAge(run, 91);
  while ((await forgetOldRuns()) > 0);
  expect(stageOf(await runOf(run))).toBe('dropped');
  expect(await begin(place, run)).toBe('not-ready');
});

test('an undoing that waits for its worker is not forgotten under its hands', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, many(3));
  const run = await takeOut(place, { until: '2100-01-01' });
  await undo(place, run);
  await letRunAge(run, 120);
  while ((await forgetOldRuns()) > 0);
  await workItOff();
  expect(await foldAndRecount(place.petition)).toMatchObject({ count: 3, rows: 3 });
});

test('the ledger shows what was taken out, why and when, and what came back', async () => {
  const place = await makeGuarded();
  await plantSigners(place.petition, [...many(7, { name: 'Bot' }), ...many(2, { name: 'Forged' }), ...many(1)]);
  const bots = await takeOut(place, { name: 'bot' });
  await takeOut(place, { name: 'forged' });
  await undo(place, bots);
  await workItOff();
  await foldAndRecount(place.petition);
  await expect.poll(async () => (await readLedger(place.petition, 1)).count).toBe(8);
  const ledger = await readLedger(place.petition, 1);
  expect(ledger).toMatchObject({ confirmed: 10, withdrawn: 0, invalidated: 2, pages: 1 });
  expect(ledger.removals.map(({ isPartial, size, undoneAt }) => [size, isPartial, undoneAt !== null])).toEqual([
    [2, false, false],
    [7, false, true],
  ]);
});

test('the log tells of every removal with its reason, and of every return as a new entry', async () => {
  const place = await makeGuarded();
  const tokens = [];
  for (let n = 0; n < 3; n += 1) tokens.push(await signAndConfirm(place.petition));
  const countOf = async () => (await logUpToDate()).fold.petitions.get(place.petition.id);
  expect((await countOf())?.count).toBe(3);
  const run = await takeOut(place, {});
  expect(await countOf()).toMatchObject({ count: 0, invalidated: 3 });
  const codes = (await logUpToDate()).entries.filter(
    ({ petition, type }) => type === 'invalidate' && petition === place.petition.id,
  );
  expect(codes.map(({ code }) => code)).toEqual([4, 4, 4]);
  // Who leaves while taken out is told of no second time, and does not come back with the others.
  await withdrawSignature(tokens[0] as Token);
  expect(await undo(place, run)).toBe('undoing');
  await workItOff();
  expect(await countOf()).toMatchObject({ count: 2, withdrawn: 0, invalidated: 3 });
  await withdrawSignature(tokens[1] as Token);
  expect(await countOf()).toMatchObject({ count: 1, withdrawn: 1 });
  expect((await foldAndRecount(place.petition)).rows).toBe(1);
});
