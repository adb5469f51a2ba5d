import { tellEvent } from '@/e2e/support/mail-events.ts';
import {
  expect,
  keptOf,
  letterHoursKept,
  lettersTo,
  makePetition,
  newAddress,
  onlySignatureOf,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
  whileRefusing,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { takeMailEvent } from '../mail/events.ts';
import { chooseFollowing } from './choose.ts';
import { confirmSignature } from './confirm.ts';
import { refuseAttempt } from './refuse.ts';
import { withdrawSignature } from './withdraw.ts';

const thanksTo = async (email: string) => (await lettersTo(email)).filter(({ kind }) => kind === 'thanks');

for (const consents of [['updates'], ['partner-updates'], ['updates', 'partner-updates']] as const) {
  test(`whoever asked for letters (${consents.join(' and ')}) is thanked once, with the link that was confirmed by`, async () => {
    const email = newAddress();
    const token = await signAndConfirm(await makePetition(), { email, consents, partner: 'partner-2', locale: 'uk' });
    expect(await thanksTo(email)).toEqual([{ mailbox: email, language: 'uk', token, kind: 'thanks' }]);
  });
}

for (const consents of [[], ['deliver']] as const) {
  test(`whoever asked for no letters (${consents.join() || 'nothing'}) gets none after confirming`, async () => {
    const petition = await makePetition();
    const email = newAddress();
    const token = await signAndReadLetter(petition, { email, consents });
    const before = await keptOf(petition);
    expect(await confirmSignature(token)).toBe('confirmed');
    expect((await keptOf(petition)).letters).toBe(before.letters);
    expect((await onlySignatureOf(petition)).sealed).not.toBeNull();
  });
}

test('VE-04: fifty clicks on three letters of one mailbox thank once', async () => {
  const petition = await makePetition();
  const email = newAddress();
  for (let n = 0; n < 3; n += 1) await sign(petition, { email, consents: ['updates'] });
  const tokens = (await lettersTo(email)).map(({ token }) => token);
  expect(tokens).toHaveLength(3);
  await Promise.all(Array.from({ length: 50 }, (_, n) => confirmSignature(tokens[n % 3] ?? ('' as never))));
  expect(await thanksTo(email)).toHaveLength(1);
  for (const token of tokens) expect(await confirmSignature(token)).toBe('already-confirmed');
  expect(await thanksTo(email)).toHaveLength(1);
});

test('of many who confirm together, those alone are thanked who asked for letters', async () => {
  const petition = await makePetition();
  const people = Array.from({ length: 60 }, (_, n) => ({ email: newAddress(), follows: n % 2 === 0 }));
  const tokens: Awaited<ReturnType<typeof signAndReadLetter>>[] = [];
  for (const { email, follows } of people)
    tokens.push(await signAndReadLetter(petition, { email, consents: follows ? ['updates'] : [] }));
  await Promise.all(tokens.map((token) => confirmSignature(token)));
  for (const { email, follows } of people) expect(await thanksTo(email)).toHaveLength(follows ? 1 : 0);
  expect((await keptOf(petition)).signatures).toBe(60);
});

test('without its letter there is no signature of somebody who asked for letters', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const token = await signAndReadLetter(petition, { email, consents: ['updates'] });
  await whileRefusing('letters', async () => {
    await expect(confirmSignature(token)).rejects.toThrow();
  });
  expect(await keptOf(petition)).toMatchObject({ attempts: 1, filled: 1, signatures: 0, consents: 0 });
  expect(await confirmSignature(token)).toBe('confirmed');
  expect(await thanksTo(email)).toHaveLength(1);
});

test('an address that was blocked while its attempt waited is not thanked', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const token = await signAndReadLetter(petition, { email, consents: ['updates'] });
  const elsewhere = await signAndReadLetter(await makePetition(), { email });
  expect(await refuseAttempt(elsewhere, await currentTime())).toBe('refused');
  expect(await confirmSignature(token)).toBe('confirmed');
  expect(await thanksTo(email)).toEqual([]);
});

test('a complaint takes a thank-you back that still waits', async () => {
  const email = newAddress();
  await signAndConfirm(await makePetition(), { email, consents: ['updates'] });
  const { body, proof } = tellEvent({ type: 'email.complained', to: email });
  expect(await takeMailEvent(body, proof, await currentTime())).toBe('taken');
  expect(await thanksTo(email)).toEqual([]);
});

test('withdrawing, and wanting no letters after all, take it back, too', async () => {
  const [withdrawn, turnedOff] = [newAddress(), newAddress()];
  await withdrawSignature(await signAndConfirm(await makePetition(), { email: withdrawn, consents: ['updates'] }));
  expect(await thanksTo(withdrawn)).toEqual([]);
  const token = await signAndConfirm(await makePetition(), { email: turnedOff, consents: ['updates'] });
  expect(await chooseFollowing(token, { updates: false, partnerUpdates: false, email: '' })).toBe('changed');
  expect(await thanksTo(turnedOff)).toEqual([]);
});

test('it is no letter that a stranger caused: the caps do not count it', async () => {
  const email = newAddress();
  const token = await signAndReadLetter(await makePetition(), { email, consents: ['updates'] });
  const before = await letterHoursKept();
  expect(await confirmSignature(token)).toBe('confirmed');
  expect(await thanksTo(email)).toHaveLength(1);
  expect(await letterHoursKept()).toBe(before);
});
