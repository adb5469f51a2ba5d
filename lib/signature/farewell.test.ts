import {
  disguisesOf,
  everythingStored,
  expect,
  keptOf,
  letterHoursKept,
  lettersTo,
  makePetition,
  newAddress,
  onlySignatureOf,
  sendOff,
  sign,
  signAndConfirm,
  signAndReadLetter,
  talliesOf,
  test,
  whileRefusing,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { chooseFollowing } from './choose.ts';
import { eraseDetails } from './erase.ts';
import { findByToken } from './find.ts';
import { refuseAttempt } from './refuse.ts';
import { withdrawSignature } from './withdraw.ts';

const follow = { consents: ['updates'] } as const;
const farewellsTo = async (email: string) => (await lettersTo(email)).filter(({ kind }) => kind === 'withdrawn');

test('whoever asked for letters learns that somebody took the signature back', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const token = await signAndConfirm(petition, { email, ...follow, locale: 'ru' });
  expect(await withdrawSignature(token)).toBe('withdrawn');
  const [letter, ...more] = await farewellsTo(email);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ mailbox: email, language: 'ru' });
  expect(letter?.wording, 'what was confirmed counts no more').toBeUndefined();
  expect(letter && (await findByToken(letter.token)), 'its link would open nothing').toBeNull();
  await sendOff();
  expect(await talliesOf(petition)).toMatchObject({ dead: 0 });
});

test('erasing tells it, too, and says that the signature counts on', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const token = await signAndConfirm(petition, { email, ...follow });
  expect(await eraseDetails(token)).toBe('erased');
  expect(await farewellsTo(email)).toMatchObject([{ wording: 'erased' }]);
  expect(await keptOf(petition)).toMatchObject({ signatures: 1, consents: 0 });
  expect(await eraseDetails(token)).toBe('erased');
  expect(await withdrawSignature(token)).toBe('withdrawn');
  expect(await farewellsTo(email), 'the mailbox was gone by then').toHaveLength(1);
});

test('fifty withdrawals and erasures at once tell it once', async () => {
  const email = newAddress();
  const token = await signAndConfirm(await makePetition(), { email, ...follow });
  await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 ? eraseDetails(token) : withdrawSignature(token))));
  expect(await farewellsTo(email)).toHaveLength(1);
});

test('where no mailbox is kept, nobody is written to', async () => {
  const [none, erased, turnedOff] = [newAddress(), newAddress(), newAddress()];
  await withdrawSignature(await signAndConfirm(await makePetition(), { email: none, consents: ['deliver'] }));
  await eraseDetails(await signAndConfirm(await makePetition(), { email: erased }));
  const token = await signAndConfirm(await makePetition(), { email: turnedOff, ...follow });
  await chooseFollowing(token, { updates: false, partnerUpdates: false, email: '' });
  await withdrawSignature(token);
  for (const email of [none, erased, turnedOff]) expect(await farewellsTo(email)).toEqual([]);
});

test('a blocked address gets no farewell', async () => {
  const email = newAddress();
  const token = await signAndConfirm(await makePetition(), { email, ...follow });
  const elsewhere = await signAndReadLetter(await makePetition(), { email });
  expect(await refuseAttempt(elsewhere, await currentTime())).toBe('refused');
  expect(await withdrawSignature(token)).toBe('withdrawn');
  expect(await farewellsTo(email)).toEqual([]);
});

test('the farewell comes when the caps are reached, and they do not count it', async () => {
  const email = newAddress();
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { email, ...follow });
  for (let n = 0; n < 5; n += 1) await sign(petition, { email });
  const before = await letterHoursKept();
  expect(await withdrawSignature(token)).toBe('withdrawn');
  expect(await farewellsTo(email)).toHaveLength(1);
  expect(await letterHoursKept()).toBe(before);
});

for (const [name, act] of [
  ['withdrawn', withdrawSignature],
  ['erased', eraseDetails],
] as const) {
  test(`without its letter nothing is ${name}`, async () => {
    const petition = await makePetition();
    const token = await signAndConfirm(petition, follow);
    const before = await onlySignatureOf(petition);
    await whileRefusing('letters', async () => {
      await expect(act(token)).rejects.toThrow();
    });
    expect(await onlySignatureOf(petition)).toEqual(before);
    expect(await keptOf(petition)).toMatchObject({ consents: 1 });
    expect(await act(token)).toBe(name);
  });

  test(`once the letter has left, nothing of a mailbox is stored whose signature was ${name}`, async () => {
    const email = newAddress();
    const petition = await makePetition();
    await act(await signAndConfirm(petition, { email, ...follow }));
    await sendOff();
    const stored = await everythingStored();
    for (const trace of disguisesOf(email)) expect(stored.includes(trace)).toBe(false);
    expect((await keptOf(petition)).letters).toBe(0);
  });
}
