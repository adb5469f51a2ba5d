import { expect, lettersTo, makePetition, newAddress, sign, signAndConfirm, test } from '@/e2e/support/world.ts';
import { chooseDelivery, chooseFollowing } from './choose.ts';
import { readMySignature } from './read.ts';

const all = ['deliver', 'updates', 'partner-updates'] as const;

test('a consent that is not offered is not taken, on a partner’s page neither', async () => {
  const petition = { ...(await makePetition()), consentsOffered: ['updates'] as const };
  const token = await signAndConfirm(petition, { consents: all, partner: 'partner-2' });
  expect([...((await readMySignature(token))?.consents ?? [])]).toEqual(['updates']);
});

test('a signer can give later only what is offered, and keep or take back what was', async () => {
  const petition = await makePetition({ consentsOffered: [] });
  const generous = { ...petition, consentsOffered: all };
  const consentsOf = async (token: Parameters<typeof readMySignature>[0]) =>
    [...((await readMySignature(token))?.consents ?? [])].sort();
  const email = newAddress();
  const early = await signAndConfirm(generous, { consents: ['deliver', 'updates'], email });
  const late = await signAndConfirm(petition);
  expect(await chooseDelivery(late, true)).toBe('changed');
  expect(await chooseFollowing(late, { updates: true, partnerUpdates: false, email })).toBe('changed');
  expect(await consentsOf(late)).toEqual([]);
  expect(await chooseFollowing(early, { updates: true, partnerUpdates: false, email })).toBe('changed');
  expect(await consentsOf(early)).toEqual(['deliver', 'updates']);
  expect(await chooseDelivery(early, false)).toBe('changed');
  expect(await consentsOf(early)).toEqual(['updates']);
});

test('the confirmation letter is worded as the petition chose, and a plain one says nothing of it', async () => {
  const petition = await makePetition();
  const [plain, formal] = [newAddress(), newAddress()];
  await sign(petition, { email: plain });
  await sign({ ...petition, letterWording: 'formal' }, { email: formal });
  expect((await lettersTo(plain))[0]).not.toHaveProperty('wording');
  expect((await lettersTo(formal))[0]?.wording).toBe('formal');
});
