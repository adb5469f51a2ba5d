import {
  closePetition,
  expect,
  keptOf,
  letAttemptsAge,
  letCapsAge,
  letRemindersAge,
  lettersTo,
  makePetition,
  newAddress,
  sendOff,
  sign,
  signAndConfirm,
  talliesOf,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import type { Petition } from '../petition/read.ts';
import { confirmSignature } from './confirm.ts';
import { purgeExpiredAttempts } from './purge.ts';
import { refuseAttempt } from './refuse.ts';
import { forgetReminders, remindAttempts } from './remind.ts';

const remindAll = async (): Promise<void> => {
  while ((await remindAttempts(await currentTime())) > 0);
};

const letHoursPass = async (petition: Petition, hours: number): Promise<void> => {
  await letAttemptsAge(petition, hours);
  await letCapsAge(hours);
};

const remindersTo = async (email: string) => (await lettersTo(email)).filter(({ kind }) => kind === 'reminder');

/** Signs, and the letter of it leaves. */
async function signAndWait(petition: Petition, email: string, hours: number) {
  await sign(petition, { email, locale: 'uk' });
  const [letter] = await lettersTo(email);
  await sendOff();
  await letHoursPass(petition, hours);
  return letter;
}

test('who has not confirmed after a day is reminded, in their language, by the link of the letter', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const letter = await signAndWait(petition, email, 25);
  await remindAll();
  const reminders = await remindersTo(email);
  expect(reminders).toMatchObject([{ language: 'uk', mailbox: email, token: letter?.token }]);
  expect(await confirmSignature(reminders[0]?.token ?? ('' as never))).toBe('confirmed');
});

test('not before a day is over, and not when nobody would remember any more', async () => {
  for (const hours of [23, 3 * 24 + 1]) {
    const email = newAddress();
    await signAndWait(await makePetition(), email, hours);
    await remindAll();
    expect(await remindersTo(email)).toEqual([]);
  }
});

test('nobody is reminded twice, whoever looks and how often', async () => {
  const petition = await makePetition();
  const emails = Array.from({ length: 40 }, () => newAddress());
  await Promise.all(emails.map((email) => sign(petition, { email })));
  await sendOff();
  await letHoursPass(petition, 25);
  await Promise.all([remindAll(), remindAll(), remindAll(), remindAll()]);
  for (const email of emails) expect(await remindersTo(email)).toHaveLength(1);
  await sendOff();
  await letHoursPass(petition, 20);
  await remindAll();
  expect(await keptOf(petition)).toMatchObject({ letters: 0 });
});

test('an address is reminded once, of what it entered last', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email, name: 'First' });
  await sign(petition, { email, name: 'Second' });
  const [, last] = await lettersTo(email);
  await sendOff();
  await letHoursPass(petition, 25);
  await remindAll();
  expect(await remindersTo(email)).toMatchObject([{ token: last?.token }]);
});

test('an attempt that came after the reminder is not reminded of', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await signAndWait(petition, email, 25);
  await remindAll();
  await sendOff();
  await signAndWait(petition, email, 26);
  await remindAll();
  expect(await remindersTo(email)).toEqual([]);
});

test('somebody who signed two petitions is reminded of both', async () => {
  const [one, other] = [await makePetition(), await makePetition()];
  const email = newAddress();
  await sign(one, { email });
  await sign(other, { email });
  await sendOff();
  await letAttemptsAge(one, 25);
  await letHoursPass(other, 25);
  await remindAll();
  expect(await remindersTo(email)).toHaveLength(2);
});

test('who has confirmed, refused or was blocked is left alone, and so are closed petitions', async () => {
  const petition = await makePetition();
  const [confirmed, refused] = [newAddress(), newAddress()];
  await signAndConfirm(petition, { email: confirmed });
  await sign(petition, { email: confirmed });
  const other = await makePetition();
  await sign(other, { email: refused });
  await refuseAttempt((await signAndWait(petition, refused, 25))?.token ?? ('' as never), await currentTime());
  await letAttemptsAge(other, 25);
  const closed = await makePetition();
  const late = newAddress();
  await signAndWait(closed, late, 25);
  await closePetition(closed);
  await remindAll();
  for (const email of [confirmed, refused, late]) expect(await remindersTo(email)).toEqual([]);
});

test('a reminder is a letter within the caps of its address', async () => {
  const petitions = [await makePetition(), await makePetition()];
  const email = newAddress();
  for (const petition of petitions) await signAndWait(petition, email, 25);
  for (const flood of [await makePetition(), await makePetition()])
    for (let n = 0; n < 3; n += 1) await sign(flood, { email });
  await sendOff();
  await remindAll();
  expect(await remindersTo(email)).toEqual([]);
});

test('a letter that has not left needs no reminder', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email });
  await letHoursPass(petition, 25);
  await remindAll();
  expect((await lettersTo(email)).map(({ kind }) => kind)).toEqual(['confirm-signature']);
});

test('after seven days the attempt is gone and its letters’ numbers stay', async () => {
  const petition = await makePetition();
  await signAndWait(petition, newAddress(), 25);
  await remindAll();
  await sendOff();
  await letHoursPass(petition, 6 * 24);
  while ((await purgeExpiredAttempts()) > 0);
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
  expect(await talliesOf(petition)).toEqual({ handedOver: 2, dead: 0 });
  await letRemindersAge(7 * 24);
  let forgotten = 0;
  for (let n = await forgetReminders(); n > 0; n = await forgetReminders()) forgotten += n;
  expect(forgotten).toBeGreaterThan(0);
});
