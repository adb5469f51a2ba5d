import {
  expect,
  keptOf,
  letAttemptsAge,
  makePetition,
  newAddress,
  onlySignatureOf,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { newToken } from '../token.ts';
import { confirmSignature } from './confirm.ts';
import { readMySignature } from './read.ts';
import { withdrawSignature } from './withdraw.ts';

test('PV-05: what is left of a withdrawn signature is an id, the text, and two days', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { partner: 'partner-1', consents: ['deliver', 'updates'] });
  const { id } = await onlySignatureOf(petition);
  expect(await withdrawSignature(token)).toBe('withdrawn');
  const today = new Date().toISOString().slice(0, 10);
  expect(await onlySignatureOf(petition)).toEqual({
    id,
    petitionId: petition.id,
    versionId: petition.text.id,
    confirmedOn: today,
    withdrawnOn: today,
    duplicateKey: null,
    tokenHash: null,
    sealed: null,
    sealedNonce: null,
    sealedEntry: null,
    partnerId: null,
    shareCode: null,
    invalidatedOn: null,
  });
});

test('withdrawing takes back every consent and forgets every waiting attempt of the address', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email });
  const token = await signAndConfirm(petition, { email, consents: ['deliver', 'updates'] });
  await sign(petition, { email });
  await withdrawSignature(token);
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, consents: 0, signatures: 0, withdrawn: 1 });
});

test('a withdrawn signature is found no more', async () => {
  const token = await signAndConfirm(await makePetition());
  await withdrawSignature(token);
  expect(await readMySignature(token)).toBe(null);
  expect(await confirmSignature(token)).toBe('unknown');
  expect(await withdrawSignature(token)).toBe('unknown');
});

test('the address can sign again, and is counted again', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await withdrawSignature(await signAndConfirm(petition, { email }));
  await signAndConfirm(petition, { email });
  expect(await keptOf(petition)).toMatchObject({ signatures: 1, withdrawn: 1 });
});

test('any letter of the mailbox withdraws its signature', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await signAndConfirm(petition, { email });
  const again = await signAndReadLetter(petition, { email });
  expect(await withdrawSignature(again)).toBe('withdrawn');
});

test('the link that confirmed withdraws for as long as the signature stands', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  await letAttemptsAge(petition, 24 * 365);
  expect(await withdrawSignature(token)).toBe('withdrawn');
});

test('fifty withdrawals at once withdraw once', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition);
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => withdrawSignature(token)));
  expect(outcomes.filter((outcome) => outcome === 'withdrawn')).toHaveLength(1);
});

test('what was not confirmed cannot be withdrawn', async () => {
  const petition = await makePetition();
  expect(await withdrawSignature(await signAndReadLetter(petition))).toBe('unknown');
  expect(await withdrawSignature(newToken())).toBe('unknown');
  expect(await keptOf(petition)).toMatchObject({ attempts: 1 });
});

test('withdrawing touches nobody else', async () => {
  const petition = await makePetition();
  const [mine, other] = [await signAndConfirm(petition), await signAndConfirm(petition, { consents: ['updates'] })];
  const before = await readMySignature(other);
  await withdrawSignature(mine);
  expect(await readMySignature(other)).toEqual(before);
});
