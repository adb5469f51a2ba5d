import { randomUUID } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { makeBackup } from '@/e2e/support/backup.ts';
import { tellEvent } from '@/e2e/support/mail-events.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { keyFilesOf, readableOf } from '@/e2e/support/retention.ts';
import {
  expect,
  foldedCountsOf,
  keptOf,
  makePetition,
  newAddress,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { foldCounts } from '../count/fold.ts';
import { settings } from '../env.ts';
import { forgetOldErasures, noteErasures, readErasures } from '../erasures/list.ts';
import { takeMailEvent } from '../mail/events.ts';
import type { Petition } from '../petition/read.ts';
import { tightenPrivacy } from '../publication/tighten.ts';
import { chooseDelivery, chooseFollowing } from '../signature/choose.ts';
import { chooseDisplay } from '../signature/choose-display.ts';
import { confirmSignature } from '../signature/confirm.ts';
import { eraseDetails } from '../signature/erase.ts';
import { findByToken } from '../signature/find.ts';
import { readMySignature } from '../signature/read.ts';
import { isRefused, liftRefusal, refuseAttempt } from '../signature/refuse.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { findTeamPetition } from '../team/places.ts';
import { destroyKeys } from './destroy.ts';
import { replayErasures } from './replay.ts';

test.describe.configure({ mode: 'serial' });

const recountOf = async (petition: Petition): Promise<number> => {
  const [row] = await database().execute<{ real: number }>(sql`
    select count(*)::int as real from signatures where petition_id = ${petition.id} and withdrawn_on is null`);
  return row?.real ?? -1;
};

const namesShown = async ({ id }: Petition): Promise<number> =>
  (await database().execute(sql`select from public_names where petition_id = ${id}`)).length;

/** A published one that shows names, and the owner's decision that ends it. */
async function publicPetition() {
  const petition = await makePetition({ privacyMode: 'public' });
  const [coalition] = await database().execute<{ id: string }>(sql`
    select id from coalitions where slug = ${petition.coalition.slug}`);
  const owner = await makeMember({ coalitionId: coalition?.id ?? '', role: 'owner' });
  const place = await findTeamPetition(owner, petition.slug);
  if (!place) throw new Error('No petition.');
  return { petition, makePrivate: async () => tightenPrivacy(owner, place, await currentTime()) };
}

const consents = ['updates', 'deliver'] as const;
const off = { updates: false, partnerUpdates: false, email: '' };

test('PV-06: what was taken back stays so after an older backup is restored, and the count is right', async () => {
  test.setTimeout(120_000);
  const petition = await makePetition();
  const ended = await makePetition();
  await signAndConfirm(ended);
  const signer = () => signAndConfirm(petition, { consents, country: 'DE' });
  const stays = await signer();
  const tokens = { withdrawn: await signer(), erased: await signer(), silent: await signer(), shy: await signer() };
  const back = await signer();
  const stranger = await signAndReadLetter(petition);
  await foldCounts();
  const restore = await makeBackup();
  await withdrawSignature(tokens.withdrawn);
  await eraseDetails(tokens.erased);
  await chooseFollowing(tokens.silent, off);
  await chooseDelivery(tokens.shy, false);
  await chooseDelivery(back, false);
  await chooseDelivery(back, true);
  await refuseAttempt(stranger, await currentTime());
  const decision = { petitionIds: [ended.id], cause: 'operator', actor: 'command' } as const;
  await destroyKeys(decision, await currentTime());
  await restore();
  // It did come back, or the list would have nothing to do.
  expect(await keptOf(petition)).toMatchObject({ signatures: 6, withdrawn: 0, consents: 12, attempts: 1 });
  expect(await keyFilesOf(ended)).toHaveLength(3);

  // The refusal is two of them: its attempt goes, its block comes.
  expect((await replayErasures()).done).toBe(7);
  expect(await keptOf(petition)).toMatchObject({ signatures: 5, withdrawn: 1, attempts: 0, consents: 6 });
  expect(await findByToken(tokens.withdrawn)).toBe(null);
  expect(await findByToken(stranger)).toBe(null);
  expect(await readMySignature(tokens.erased)).toMatchObject({ name: null, details: 'erased' });
  const silent = await readMySignature(tokens.silent);
  expect([silent?.mailboxIsKept, silent?.consents]).toEqual([false, new Set(['deliver'])]);
  expect((await readMySignature(tokens.shy))?.consents).toEqual(new Set(['updates']));
  for (const token of [stays, back]) {
    expect(await readMySignature(token)).toMatchObject({ mailboxIsKept: true, consents: new Set(consents) });
  }
  expect(await keyFilesOf(ended)).toEqual([]);
  expect(await readableOf(ended)).toEqual([]);

  while ((await foldCounts()) !== 0);
  const { confirmed, withdrawn } = await foldedCountsOf(petition);
  expect(confirmed - withdrawn).toBe(await recountOf(petition));
  expect(await recountOf(petition)).toBe(5);
  expect((await replayErasures()).done).toBe(0);
});

test('PV-06: after a restore no name is shown again that was taken back, and none of a petition made private', async () => {
  test.setTimeout(120_000);
  const { petition, makePrivate } = await publicPetition();
  const other = await publicPetition();
  const shown = () => signAndConfirm(petition, { consents: ['display-full', 'deliver'] });
  const tokens = { stays: await shown(), hidden: await shown(), initials: await shown() };
  await signAndConfirm(other.petition, { consents: ['display-initials', 'updates'] });
  const restore = await makeBackup();
  await chooseDisplay(tokens.hidden, 'none');
  await chooseDisplay(tokens.initials, 'initials');
  await chooseDisplay(tokens.stays, 'none');
  await chooseDisplay(tokens.stays, 'full');
  await other.makePrivate();
  await restore();
  expect([await namesShown(petition), await namesShown(other.petition)]).toEqual([3, 1]);

  expect((await replayErasures()).done).toBe(3);
  // Initials are not shown again by themselves: a restore shows less, never more.
  expect([await namesShown(petition), await namesShown(other.petition)]).toEqual([1, 0]);
  expect((await readMySignature(tokens.hidden))?.consents).toEqual(new Set(['deliver']));
  expect((await readMySignature(tokens.initials))?.consents).toEqual(new Set(['deliver']));
  expect((await readMySignature(tokens.stays))?.consents).toEqual(new Set(['display-full', 'deliver']));
  expect(await keptOf(other.petition)).toMatchObject({ signatures: 1, consents: 1 });
  expect(await other.makePrivate()).toBe('not-public');
  expect(await makePrivate()).toBe('tightened');
  expect((await replayErasures()).done).toBe(0);
});

test('PV-06: after a restore the blocks are as they were: refused and complaining addresses get no letter', async () => {
  test.setTimeout(120_000);
  const petition = await makePetition();
  const [early, late, lifted, complaining] = [newAddress(), newAddress(), newAddress(), newAddress()];
  const now = await currentTime();
  await signAndReadLetter(petition, { email: early });
  const first = await signAndReadLetter(petition, { email: early });
  const second = await signAndReadLetter(petition, { email: lifted });
  await refuseAttempt(second, now);
  const restore = await makeBackup();
  // One had posted before the backup, twice, and one after it: nothing of that one is in the backup at all.
  await refuseAttempt(first, now);
  const third = await signAndReadLetter(petition, { email: late });
  await refuseAttempt(third, now);
  await liftRefusal(second);
  const complaint = tellEvent({ type: 'email.complained', to: complaining });
  expect(await takeMailEvent(complaint.body, complaint.proof, now)).toBe('taken');
  await restore();
  expect(await isRefused(second)).toBe(true);
  expect([await isRefused(first), await isRefused(third)]).toEqual([false, false]);

  // Two attempts are one refusal; two more blocks and a lifted one beside it.
  expect((await replayErasures()).done).toBe(5);
  expect([await isRefused(first), await isRefused(second), await isRefused(third)]).toEqual([true, false, true]);
  for (const email of [early, late, complaining]) await sign(petition, { email });
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
  await signAndConfirm(petition, { email: lifted });
  // The letter that refused lifts the block after the restore as before it.
  expect(await liftRefusal(third)).toBe('lifted');
  await signAndConfirm(petition, { email: late });
  expect((await replayErasures()).done).toBe(0);
});

test('PV-06: a refusal that came too late takes nothing back at the next start', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const first = await signAndReadLetter(petition, { email });
  const second = await signAndReadLetter(petition, { email });
  await confirmSignature(second);
  expect(await refuseAttempt(first, await currentTime())).toBe('unknown');
  expect((await replayErasures()).done).toBe(0);
  expect((await findByToken(first))?.kind).toBe('signature');
});

test('PV-06: the list names no one, is on disk, and is kept for 35 days', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { name: 'Listed Name', email: 'listed@example.org' });
  const found = await findByToken(token);
  await withdrawSignature(token);
  const folder = join(settings().DATA_DIR, 'erasures');
  const [today = ''] = (await readdir(folder)).sort().reverse();
  const text = await readFile(join(folder, today), 'utf8');
  expect(text).toContain(`withdrawn ${found?.id}\n`);
  expect(text).toMatch(/^([a-z-]+ [0-9a-f-]{36}\n|(un)?blocked [0-9a-f]{64}( [0-9a-f]{64})?\n)+$/);
  expect(text).not.toContain('Listed');
  const now = await currentTime();
  const dayBefore = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  for (const days of [34, 36]) await writeFile(join(folder, `${dayBefore(days)}.list`), `withdrawn ${found?.id}\n`);
  await utimes(join(folder, today), 0, 0);
  expect(await forgetOldErasures(now)).toBe(1);
  expect(await readdir(folder)).toEqual(expect.arrayContaining([`${dayBefore(34)}.list`, today]));
});

test('PV-06: a line that a crash cut off is passed over', async () => {
  const folder = join(settings().DATA_DIR, 'erasures');
  await writeFile(
    join(folder, '2999-01-01.list'),
    'withdrawn 0000\nnonsense 1\nwithdrawn 11111111-1111-4111-8111-111111111111',
  );
  const ids = [];
  for await (const { id } of readErasures()) ids.push(id);
  expect(ids).toContain('11111111-1111-4111-8111-111111111111');
  expect(ids).not.toContain('0000');
  await writeFile(join(folder, '2999-01-01.list'), '');
  expect((await replayErasures()).done).toBe(0);
});

test('PV-06: a consent that was ended and given again stays, however much was noted in between', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { consents });
  const id = (await findByToken(token))?.id ?? '';
  const now = await currentTime();
  const others = Array.from({ length: 1_200 }, () => ({ kind: 'updates-off', id: randomUUID() }) as const);
  await noteErasures([{ kind: 'deliver-off', id }, ...others, { kind: 'deliver-on', id }], now);
  expect((await replayErasures()).done).toBe(0);
  expect((await readMySignature(token))?.consents).toEqual(new Set(consents));
  await noteErasures([{ kind: 'deliver-off', id }, ...others], now);
  expect((await replayErasures()).done).toBe(1);
  expect((await readMySignature(token))?.consents).toEqual(new Set(['updates']));
});

test('PV-06: nothing is withdrawn when the list cannot be written', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  const real = settings().DATA_DIR;
  const file = join(real, 'no-folder');
  await writeFile(file, '');
  Object.assign(settings(), { DATA_DIR: file });
  await expect(withdrawSignature(token)).rejects.toThrow();
  Object.assign(settings(), { DATA_DIR: real });
  expect(await keptOf(petition)).toMatchObject({ signatures: 1, withdrawn: 0 });
  expect(await withdrawSignature(token)).toBe('withdrawn');
});
