import { expect, makePetition, newAddress, signAndConfirm, signAndReadLetter, test } from '@/e2e/support/world.ts';
import { newToken } from '../token.ts';
import { chooseDelivery, chooseFollowing } from './choose.ts';
import { eraseDetails } from './erase.ts';
import { readMySignature } from './read.ts';
import { withdrawSignature } from './withdraw.ts';

const nothing = { updates: false, partnerUpdates: false, email: '' };

test('turning all letters off deletes the mailbox and leaves the name', async () => {
  const token = await signAndConfirm(await makePetition(), { name: 'Anna', consents: ['updates', 'deliver'] });
  expect(await chooseFollowing(token, nothing)).toBe('changed');
  expect(await readMySignature(token)).toMatchObject({
    name: 'Anna',
    mailboxIsKept: false,
    consents: new Set(['deliver']),
  });
});

test('turning letters on needs the address again, in any spelling of the mailbox', async () => {
  const name = newAddress().split('@')[0];
  const token = await signAndConfirm(await makePetition(), { email: `${name}@gmail.com` });
  expect(await chooseFollowing(token, { ...nothing, updates: true })).toEqual({ problem: 'missing' });
  expect(await chooseFollowing(token, { ...nothing, updates: true, email: 'anna' })).toEqual({ problem: 'wrong' });
  const email = `${name?.toUpperCase()}+news@googlemail.com`;
  expect(await chooseFollowing(token, { ...nothing, updates: true, email })).toBe('changed');
  expect(await readMySignature(token)).toMatchObject({ mailboxIsKept: true, consents: new Set(['updates']) });
});

test('another address than the one that signed gets no letters', async () => {
  const token = await signAndConfirm(await makePetition());
  const choice = { ...nothing, updates: true, email: newAddress() };
  expect(await chooseFollowing(token, choice)).toEqual({ problem: 'other-address' });
  expect(await readMySignature(token)).toMatchObject({ mailboxIsKept: false, consents: new Set() });
});

test('whoever gets letters may change which without typing the address', async () => {
  const token = await signAndConfirm(await makePetition(), { partner: 'partner-1', consents: ['updates'] });
  expect(await chooseFollowing(token, { ...nothing, partnerUpdates: true })).toBe('changed');
  expect(await readMySignature(token)).toMatchObject({ mailboxIsKept: true, consents: new Set(['partner-updates']) });
});

test("a partner's letters cannot be turned on where there is no partner", async () => {
  const email = newAddress();
  const token = await signAndConfirm(await makePetition(), { email });
  expect(await chooseFollowing(token, { ...nothing, partnerUpdates: true, email })).toBe('changed');
  expect(await readMySignature(token)).toMatchObject({ mailboxIsKept: false, consents: new Set() });
});

test('delivery of the name is turned on and off by itself', async () => {
  const token = await signAndConfirm(await makePetition(), { consents: ['updates'] });
  expect(await chooseDelivery(token, true)).toBe('changed');
  expect(await readMySignature(token)).toMatchObject({ consents: new Set(['deliver', 'updates']) });
  expect(await chooseDelivery(token, false)).toBe('changed');
  expect(await readMySignature(token)).toMatchObject({ consents: new Set(['updates']), mailboxIsKept: true });
});

test('choosing twice is choosing once', async () => {
  const token = await signAndConfirm(await makePetition(), { consents: ['updates'] });
  const before = await readMySignature(token);
  for (let n = 0; n < 2; n += 1) {
    expect(await chooseFollowing(token, { ...nothing, updates: true })).toBe('changed');
  }
  expect(await readMySignature(token)).toEqual(before);
});

test('what is erased cannot be turned on again', async () => {
  const email = newAddress();
  const token = await signAndConfirm(await makePetition(), { email, consents: ['updates', 'deliver'] });
  await eraseDetails(token);
  expect(await chooseFollowing(token, { ...nothing, updates: true, email })).toBe('erased');
  expect(await chooseDelivery(token, true)).toBe('erased');
  expect(await chooseFollowing(token, nothing)).toBe('changed');
  expect(await chooseDelivery(token, false)).toBe('changed');
  expect(await readMySignature(token)).toMatchObject({ name: null, consents: new Set() });
});

test('an unconfirmed, withdrawn or unknown link chooses nothing', async () => {
  const petition = await makePetition();
  const withdrawn = await signAndConfirm(petition);
  await withdrawSignature(withdrawn);
  for (const token of [await signAndReadLetter(petition), withdrawn, newToken()]) {
    expect(await chooseFollowing(token, { ...nothing, updates: true })).toBe('unknown');
    expect(await chooseDelivery(token, true)).toBe('unknown');
  }
});

test('choosing while the details are erased brings nothing back', async () => {
  const petition = await makePetition();
  for (let round = 0; round < 10; round += 1) {
    const token = await signAndConfirm(petition, { consents: ['updates'] });
    await Promise.all([eraseDetails(token), chooseDelivery(token, true), chooseFollowing(token, nothing)]);
    expect(await readMySignature(token)).toMatchObject({ name: null, mailboxIsKept: false, consents: new Set() });
  }
});

test('letters and delivery chosen at once are both as chosen', async () => {
  const petition = await makePetition();
  for (let round = 0; round < 10; round += 1) {
    const token = await signAndConfirm(petition, { consents: ['updates'] });
    await Promise.all([chooseDelivery(token, true), chooseFollowing(token, nothing)]);
    expect(await readMySignature(token)).toMatchObject({ consents: new Set(['deliver']), mailboxIsKept: false });
  }
});
