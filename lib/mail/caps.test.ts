import * as fc from 'fast-check';
import {
  disguisesOf,
  emptyOutbox,
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
import { hourOf } from '../keys/hour-keys.ts';
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

test('SA-01: two hundred forms for one mailbox on twenty petitions are answered alike and send five letters', async () => {
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

/** What the caps say, told once more: the hours and petitions of the letters that somebody got. */
function mayGet(got: readonly { hour: number; petition: number }[], petition: number, hour: number): boolean {
  const month = got.filter((letter) => letter.hour > hour - (30 * 24 + 1));
  const day = month.filter((letter) => letter.hour > hour - 25);
  return month.length < 10 && day.length < 5 && day.filter((letter) => letter.petition === petition).length < 3;
}

test('SA-01: whoever posts whatever, and however time passes, nobody gets more letters than the caps say', async () => {
  test.setTimeout(180_000);
  const petitions = await makePetitions(4);
  const act = fc.oneof(
    { weight: 5, arbitrary: fc.record({ person: fc.nat(1), petition: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ hours: fc.constantFrom(1, 23, 24, 25, 200, 700, 721) }) },
  );
  const history = fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (acts) => {
    const people = [newAddress(), newAddress()].map((email) => ({
      email,
      got: [] as { hour: number; petition: number }[],
    }));
    for (const step of acts) {
      if ('hours' in step) {
        await letHoursPass(step.hours, petitions);
        for (const { got } of people) for (const letter of got) letter.hour -= step.hours;
        continue;
      }
      const [person, petition] = [people[step.person], petitions[step.petition]];
      if (!person || !petition) throw new Error('No such person or petition.');
      const hour = hourOf(await currentTime());
      expect(await sign(petition, { email: person.email })).toBe('accepted');
      if (mayGet(person.got, step.petition, hour)) person.got.push({ hour, petition: step.petition });
      expect(await lettersOf(person.email)).toBe(person.got.length);
    }
    await emptyOutbox();
  });
  await fc.assert(history, {
    numRuns: Number(process.env.MAIL_HISTORIES ?? 8),
    seed: Number(process.env.MAIL_SEED ?? 20_261_122),
  });
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
