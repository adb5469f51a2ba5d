import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { tellEvent } from '@/e2e/support/mail-events.ts';
import {
  endOtherSendings,
  letStandingAge,
  makeNews,
  pretendSent,
  publishNews,
  sendingOf,
  workUntilQuiet,
} from '@/e2e/support/sendings.ts';
import {
  auditOf,
  expect,
  makePetition,
  newAddress,
  sendOff,
  signAndConfirm,
  talliesOf,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { settings } from '../env.ts';
import { takeMailEvent } from '../mail/events.ts';
import { leaseBatch, readOutbox, returnBatch } from '../mail/queue.ts';
import { sendDueBatches, sendNextBatch } from '../mail/send.ts';
import { readSending } from './read.ts';
import { resumeSending, stopSending } from './stop.ts';
import { workOnSendings } from './work.ts';

test.beforeEach(async ({ provider }) => {
  await endOtherSendings();
  provider.script();
});

const complain = async (email: string, from?: string): Promise<void> => {
  const told = tellEvent({ type: 'email.complained', to: email, ...(from ? { data: { from } } : {}) });
  expect(await takeMailEvent(told.body, told.proof, await currentTime())).toBe('taken');
};

test('a stop holds what is to be written and what waits, and going on begins where it stood', async ({ provider }) => {
  const { owner, petition, team, updateId } = await makeNews({ followers: 3_200 });
  await workUntilQuiet();
  await sendNextBatch();
  const now = await currentTime();
  expect(await stopSending(updateId, team, owner, now)).toBe('stopped');
  expect(await stopSending(updateId, team, owner, now)).toBe('stands');
  expect(await sendDueBatches()).toBe(false);
  await workUntilQuiet();
  expect(await readOutbox()).toMatchObject({ waiting: 1_900 });
  expect(await readSending(updateId)).toMatchObject({
    state: 'stopped',
    people: 3_200,
    handedOver: 100,
    minutesLeft: null,
  });

  expect(await resumeSending(updateId, team, owner, now)).toBe('resumed');
  expect(await resumeSending(updateId, team, owner, now)).toBe('goes');
  for (let more = true; more; ) more = (await sendDueBatches()) || (await workOnSendings());
  expect(provider.delivered).toHaveLength(3_200);
  expect(new Set(provider.delivered).size).toBe(3_200);
  expect(await stopSending(updateId, team, owner, now)).toBe('ended');
  expect(await resumeSending(updateId, team, owner, now)).toBe('ended');
  const acts = (await auditOf(petition.id)).map(({ act }) => act);
  expect(acts.slice(-2)).toEqual(['sending-stopped', 'sending-resumed']);
});

test('a stop between reading a page and writing it writes nothing of it', async () => {
  const { owner, team, updateId } = await makeNews({ followers: 400 });
  const now = await currentTime();
  await Promise.all([workOnSendings(), stopSending(updateId, team, owner, now)]);
  const { written } = await sendingOf(updateId);
  expect([0, 400]).toContain(written);
  expect((await readOutbox()).waiting).toBe(written);
  expect(await leaseBatch()).toBe(null);
});

test('a stopped update holds up no other letters', async ({ provider }) => {
  const stopped = await makeNews({ followers: 300 });
  await workUntilQuiet();
  await stopSending(stopped.updateId, stopped.team, stopped.owner, await currentTime());
  await makeNews({ followers: 120 });
  await workUntilQuiet();
  while (await sendNextBatch());
  expect(provider.delivered).toHaveLength(120);
});

test('letters whose batch was called for are tried again even while the sending stands', async () => {
  const { owner, team, updateId } = await makeNews({ followers: 10 });
  await workUntilQuiet();
  const batch = await leaseBatch();
  if (!batch) throw new Error('No batch.');
  await stopSending(updateId, team, owner, await currentTime());
  await returnBatch(batch, 0);
  expect((await leaseBatch())?.id).toBe(batch.id);
});

test('only the petition’s own sending is stopped, and junk stops nothing', async () => {
  const { owner, team, updateId } = await makeNews({ followers: 1 });
  const other = await makeNews({ followers: 1 });
  const now = await currentTime();
  for (const id of [other.updateId, randomUUID(), '', "' or true"]) {
    expect(await stopSending(id, team, owner, now)).toBe('unknown');
    expect(await resumeSending(id, team, owner, now)).toBe('unknown');
  }
  expect((await sendingOf(other.updateId)).stoppedAt).toBe(null);
  expect((await sendingOf(updateId)).stoppedAt).toBe(null);
});

test('a sending that nobody lets go on is given up after a week, and its letters are deleted', async () => {
  const { owner, team, updateId } = await makeNews({ followers: 30 });
  await workUntilQuiet();
  await stopSending(updateId, team, owner, await currentTime());
  await letStandingAge(updateId, 6);
  expect((await readOutbox()).waiting).toBe(30);
  await letStandingAge(updateId, 2);
  expect((await readOutbox()).waiting).toBe(0);
  expect(await readSending(updateId)).toMatchObject({ state: 'given-up' });
});

test('EM-08: complaints are counted for the news that they are about', async () => {
  const petition = await makePetition();
  const [follower, other] = [newAddress(), newAddress()];
  await signAndConfirm(petition, { email: follower, consents: ['updates'] });
  await signAndConfirm(petition, { email: other });
  await sendOff();
  const updateId = await publishNews(petition);
  await workUntilQuiet();
  await complain(follower);
  await complain(other);
  expect(await sendingOf(updateId)).toMatchObject({ complained: 1 });
  expect((await readOutbox()).waiting).toBe(0);
  const rows = await database().select().from(schema.letterTallies);
  const complaints = rows.filter(({ complained, petitionId }) => petitionId === petition.id && complained > 0);
  expect(complaints.map(({ complained, kind }) => [kind, complained]).sort()).toEqual([
    ['already-signed', 1],
    ['update', 1],
  ]);
  expect(await talliesOf(petition)).toMatchObject({ dead: 0 });
});

test('once the sending is over, its own sender tells that a complaint is about it', async () => {
  const news = 'News <news@updates.petitions.test>';
  Object.assign(settings(), { MAIL_FROM_UPDATES: news });
  const petition = await makePetition();
  const [first, second] = [newAddress(), newAddress()];
  for (const email of [first, second]) await signAndConfirm(petition, { email, consents: ['updates'] });
  await sendOff();
  const updateId = await publishNews(petition);
  await workUntilQuiet();
  await sendNextBatch();
  await workOnSendings();
  await database().execute(sql`delete from update_letters where update_id = ${updateId}`);
  await complain(first, news);
  await complain(second, 'Letters <letters@petitions.test>');
  Object.assign(settings(), { MAIL_FROM_UPDATES: undefined });
  expect(await sendingOf(updateId)).toMatchObject({ complained: 1 });
});

test('EM-08: at three complaints in a thousand the sending stops by itself, and is on record', async () => {
  const { petition, updateId } = await makeNews({ followers: 10 });
  for (const [handedOver, complained, state, alarm] of [
    [999, 50, 'sending', false],
    [2_000, 1, 'sending', false],
    [2_000, 2, 'sending', true],
    [2_000, 5, 'sending', true],
    [2_000, 6, 'stopped-by-itself', true],
  ] as const) {
    await pretendSent(updateId, handedOver, complained);
    await workOnSendings();
    expect(await readSending(updateId), `${complained} of ${handedOver}`).toMatchObject({
      state,
      isComplainedOf: alarm,
    });
  }
  const last = (await auditOf(petition.id)).at(-1);
  expect(last).toMatchObject({ act: 'sending-stopped', actor: 'worker', subject: { because: 'complaints' } });
  expect(await leaseBatch()).toBe(null);
});

test('EM-08: a team that goes on is stopped again by another complaint, not by those it knew', async () => {
  const { owner, team, updateId } = await makeNews({ followers: 10 });
  await pretendSent(updateId, 1_000, 3);
  await workOnSendings();
  expect((await sendingOf(updateId)).stoppedBecause).toBe('complaints');
  await resumeSending(updateId, team, owner, await currentTime());
  await workOnSendings();
  expect((await sendingOf(updateId)).stoppedAt).toBe(null);
  await pretendSent(updateId, 1_000, 4);
  await workOnSendings();
  expect((await sendingOf(updateId)).stoppedBecause).toBe('complaints');
});

test('EM-08: what people said of the petition’s last letters stops the next ones', async () => {
  const { petition, updateId } = await makeNews({ followers: 10 });
  await workUntilQuiet();
  await sendOff();
  await workOnSendings();
  await pretendSent(updateId, 2_000, 7);
  const next = await publishNews(petition);
  await workOnSendings();
  expect(await sendingOf(next)).toMatchObject({ stoppedBecause: 'complaints', written: 0 });
});

test('how long it still takes is told by the pace of the last minutes', async () => {
  const { updateId } = await makeNews({ followers: 2_500 });
  await workUntilQuiet();
  expect(await readSending(updateId)).toMatchObject({ state: 'sending', people: 2_500, minutesLeft: null });
  await sendNextBatch();
  await database().execute(sql`
    update update_sendings set pace_at = now() - interval '60 seconds' where update_id = ${updateId}`);
  // A hundred in a minute, and 2,400 to go.
  expect((await readSending(updateId))?.minutesLeft).toBeGreaterThanOrEqual(24);
  expect((await readSending(updateId))?.minutesLeft).toBeLessThanOrEqual(25);
});
