import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { ownerOf } from '@/e2e/support/versions.ts';
import { expect, keptOf, makePetition, sign, signAndReadLetter, test } from '@/e2e/support/world.ts';
import { finishBatch, leaseBatch } from '../mail/queue.ts';
import { queueLetter } from '../mail/queue-letter.ts';
import { findPetition } from '../petition/read.ts';
import { confirmSignature } from '../signature/confirm.ts';
import { newToken } from '../token.ts';
import { pause, readSwitches, removeBanner, resume, setBanner } from './switches.ts';

async function makeHouse() {
  const petition = await makePetition();
  const { owner } = await ownerOf(petition);
  const coalitionId = owner.coalition.id;
  const moderator = await makeMember({ coalitionId, role: 'moderator', name: 'Mo Derator' });
  return { petition, owner, moderator, coalitionId };
}

const now = () => currentTime();

/** The petitions whose letters leave the outbox now, in order; empty for letters of the team. */
async function sendWaiting(): Promise<string[]> {
  const left: string[] = [];
  for (let batch = await leaseBatch(); batch; batch = await leaseBatch()) {
    left.push(...batch.letters.map(({ petitionId }) => petitionId ?? ''));
    await finishBatch(batch);
  }
  return left;
}

test('while signing is paused nothing is written, also for pages that have not heard of it', async () => {
  const { moderator, petition } = await makeHouse();
  expect(await pause('signing', moderator, await now())).toBe('turned');
  // This petition was read before the pause.
  expect(petition.coalition.signingPausedAt).toBe(null);
  expect(await sign(petition)).toBe('paused');
  await expect.poll(async () => (await findPetition(petition.slug))?.coalition.signingPausedAt).not.toBe(null);
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
  expect(await resume('signing', moderator, await now())).toBe('turned');
  expect(await sign(petition)).toBe('accepted');
});

test('a letter that was sent before the pause still confirms', async () => {
  const { owner, petition } = await makeHouse();
  const token = await signAndReadLetter(petition);
  await pause('signing', owner, await now());
  expect(await confirmSignature(token)).toBe('confirmed');
});

test('pausing one coalition pauses no other', async () => {
  const [ours, theirs] = [await makeHouse(), await makeHouse()];
  await pause('signing', ours.owner, await now());
  expect(await sign(theirs.petition)).toBe('accepted');
});

test('paused letters wait and keep their order; others, and those of the team, go out', async () => {
  const [ours, theirs] = [await makeHouse(), await makeHouse()];
  await pause('letters', ours.owner, await now());
  await sign(ours.petition);
  await sign(theirs.petition);
  await sign(ours.petition);
  const secrets = { mailbox: 'owner@example.org', language: 'en', token: newToken() } as const;
  const at = await now();
  await database().transaction((tx) => queueLetter(tx, 'sign-in', secrets, at));
  expect(await sendWaiting()).toEqual([theirs.petition.id, '']);
  expect(await keptOf(ours.petition)).toMatchObject({ letters: 2 });
  await resume('letters', ours.owner, await now());
  expect(await sendWaiting()).toEqual([ours.petition.id, ours.petition.id]);
});

test('letters and banner are the owners’, signing the moderators’, too', async () => {
  const { coalitionId, moderator } = await makeHouse();
  const editor = await makeMember({ coalitionId, role: 'editor' });
  expect(await pause('letters', moderator, await now())).toBe('forbidden');
  expect(await setBanner({ en: 'Hello' }, moderator, await now())).toBe('forbidden');
  expect(await pause('signing', editor, await now())).toBe('forbidden');
  expect(await readSwitches(moderator)).toMatchObject({
    signing: { isOn: false },
    letters: { isOn: false },
    words: null,
  });
});

test('each switch says who turned it and since when', async () => {
  const { moderator, owner } = await makeHouse();
  const at = await now();
  await pause('signing', moderator, at);
  expect(await pause('signing', owner, new Date(at.getTime() + 60_000))).toBe('as-it-was');
  expect((await readSwitches(owner)).signing).toEqual({ isOn: true, since: at, by: 'Mo Derator' });
});

test('a banner stands on every page, is changed, and goes', async () => {
  const { owner, petition } = await makeHouse();
  const bannerOf = async () => (await findPetition(petition.slug))?.coalition.banner;
  await setBanner({ en: 'First' }, owner, await now());
  await expect.poll(bannerOf).toEqual({ en: 'First' });
  await setBanner({ de: 'Zweiter' }, owner, await now());
  await expect.poll(bannerOf).toEqual({ de: 'Zweiter' });
  await removeBanner(owner, await now());
  await expect.poll(bannerOf).toBe(null);
  const acts = await database()
    .select({ act: schema.auditRecords.act })
    .from(schema.auditRecords)
    .where(eq(schema.auditRecords.coalitionId, owner.coalition.id))
    .orderBy(schema.auditRecords.id);
  expect(acts.map(({ act }) => act).slice(-3)).toEqual(['banner-set', 'banner-set', 'banner-removed']);
});
