import {
  disguisesOf,
  everythingStored,
  expect,
  letAttemptsAge,
  letCapsAge,
  lettersTo,
  makePetition,
  newAddress,
  sign,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { listKeys } from '../keys/key-files.ts';
import { destroySpentRecipientKeys, recipientOf } from '../keys/recipient-keys.ts';
import type { Petition } from '../petition/read.ts';
import { purgeExpiredAttempts } from '../signature/purge.ts';
import { forgetOldCaps } from './caps.ts';

const DAY = 24 * 3_600_000;
const makePetitions = (count: number) => Promise.all(Array.from({ length: count }, () => makePetition()));
const lettersOf = async (email: string) => (await lettersTo(email)).length;

/** Time passes for what is known of letters; attempts that stand in the way go. */
async function letHoursPass(hours: number, petitions: readonly Petition[]): Promise<void> {
  await letCapsAge(hours);
  for (const petition of petitions) await letAttemptsAge(petition, 8 * 24);
  while ((await purgeExpiredAttempts()) > 0);
}

test('two hundred forms for one mailbox on twenty petitions are answered alike and send five letters', async () => {
  const petitions = await makePetitions(20);
  const name = newAddress().split('@')[0] ?? '';
  const spellings = [`${name}@gmail.com`, `${name}+x@gmail.com`, `${name.toUpperCase()}@googlemail.com`];
  const answers: string[] = [];
  for (let n = 0; n < 200; n += 1) {
    const petition = petitions[n % 20];
    if (petition) answers.push(await sign(petition, { email: spellings[n % 3] ?? '' }));
  }
  expect(new Set(answers)).toEqual(new Set(['accepted']));
  const sent = await Promise.all(
    [...spellings, `${name.toUpperCase()}@gmail.com`].map((email) => lettersOf(email.replace('GMAIL', 'gmail'))),
  );
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(5);
});

test('the same two hundred all at once send no more', async () => {
  const petitions = await makePetitions(20);
  const email = newAddress();
  const posts = Array.from({ length: 10 }, () => petitions.map((petition) => sign(petition, { email }))).flat();
  expect(new Set(await Promise.all(posts))).toEqual(new Set(['accepted']));
  const letters = await lettersOf(email);
  expect(letters).toBeGreaterThan(0);
  expect(letters).toBeLessThanOrEqual(5);
});

test('one petition sends three letters a day to an address, and not one more before the day is over', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const post = async () => {
    await sign(petition, { email });
    return lettersOf(email);
  };
  for (const letters of [1, 2, 3, 3]) expect(await post()).toBe(letters);
  await letHoursPass(23, [petition]);
  expect(await post()).toBe(3);
  await letHoursPass(2, [petition]);
  expect(await post()).toBe(4);
});

test('an address gets ten letters in thirty days, and then again', async () => {
  const petitions = await makePetitions(16);
  const email = newAddress();
  const signAll = async () => {
    for (const petition of petitions) await sign(petition, { email });
    return lettersOf(email);
  };
  expect(await signAll()).toBe(5);
  await letHoursPass(25, petitions);
  expect(await signAll()).toBe(10);
  await letHoursPass(28 * 24, petitions);
  expect(await signAll()).toBe(10);
  await letHoursPass(2 * 24, petitions);
  expect(await signAll()).toBe(15);
});

test('other addresses are not held up by it', async () => {
  const petition = await makePetition();
  const [flooded, other] = [newAddress(), newAddress()];
  for (let n = 0; n < 6; n += 1) await sign(petition, { email: flooded });
  await sign(petition, { email: other });
  expect(await lettersOf(other)).toBe(1);
});

test('a new period’s key forgets nothing that still counts', async () => {
  const [petition, ...others] = [await makePetition(), await makePetition(), await makePetition()];
  const email = newAddress();
  const now = await currentTime();
  const signOn = async (place: Petition, when: Date) => {
    await sign(place, { email, now: when });
    return lettersOf(email);
  };
  for (let n = 0; n < 3; n += 1) await signOn(petition, now);
  // The next key’s letters find those of the key before, those of this petition and those of all.
  const next = new Date(now.getTime() + 30 * DAY);
  await letAttemptsAge(petition, 8 * 24);
  while ((await purgeExpiredAttempts()) > 0);
  expect(await signOn(petition, next)).toBe(3);
  const [one = petition, other = petition] = others;
  expect(await signOn(one, next)).toBe(4);
  expect(await signOn(other, next)).toBe(5);
  expect(await signOn(one, next)).toBe(5);
});

test('rows go when their time is over, and their keys', async () => {
  const email = newAddress();
  await sign(await makePetition(), { email });
  await letCapsAge(29 * 24);
  while ((await forgetOldCaps()) > 0);
  await letCapsAge(2 * 24);
  let gone = 0;
  for (let n = await forgetOldCaps(); n > 0; n = await forgetOldCaps()) gone += n;
  expect(gone).toBeGreaterThan(0);

  const now = await currentTime();
  const later = new Date(now.getTime() + 120 * DAY);
  await recipientOf(email, 'petition', now);
  expect(await destroySpentRecipientKeys(new Date(now.getTime() + 30 * DAY))).toBe(0);
  expect(await destroySpentRecipientKeys(later)).toBeGreaterThan(0);
  expect((await listKeys()).filter((name) => name.startsWith('recipients-'))).toEqual([]);
});

test('what is counted names neither the address nor the petition, nor ties two petitions’ rows together', async () => {
  const petition = await makePetition();
  const now = await currentTime();
  const email = newAddress();
  await sign(petition, { email });
  const stored = await everythingStored();
  for (const disguise of disguisesOf(email)) expect(stored).not.toContain(disguise);
  const [one, other] = [await recipientOf(email, petition.id, now), await recipientOf(newAddress(), petition.id, now)];
  expect(one.current.mark).not.toBe(other.current.mark);
  expect(one.current.key.equals(other.current.key)).toBe(false);
});
