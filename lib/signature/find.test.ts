import {
  closePetition,
  expect,
  letAttemptsAge,
  makePetition,
  newAddress,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { newToken, readToken } from '../token.ts';
import { confirmSignature } from './confirm.ts';
import { findByToken } from './find.ts';

test('a letter leads to its attempt, and after confirming to the signature', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  expect(await findByToken(token)).toMatchObject({ kind: 'attempt', petitionId: petition.id, tooLate: false });
  await confirmSignature(token);
  expect(await findByToken(token)).toMatchObject({ kind: 'signature', petitionId: petition.id });
});

test('a token of nobody, and one of an expired attempt, lead nowhere', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await letAttemptsAge(petition, 7 * 24);
  expect(await findByToken(token)).toBe(null);
  expect(await findByToken(newToken())).toBe(null);
});

test('an already-signed letter leads to the signature for seven days only', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const first = await signAndConfirm(petition, { email });
  const again = await signAndReadLetter(petition, { email });
  expect(await findByToken(again)).toEqual(await findByToken(first));
  await letAttemptsAge(petition, 7 * 24);
  expect(await findByToken(again)).toBe(null);
  expect(await findByToken(first)).toMatchObject({ kind: 'signature' });
});

test('an attempt says when its petition has been closed for more than a day', async () => {
  const petition = await makePetition();
  const token = await signAndReadLetter(petition);
  await closePetition(petition, 25);
  expect(await findByToken(token)).toMatchObject({ kind: 'attempt', tooLate: true });
});

test('VE-03: a token is 43 characters of base64url, and each has one spelling', () => {
  for (let n = 0; n < 1_000; n += 1) expect(readToken(newToken())).not.toBe(null);
  const token = newToken();
  for (const wrong of ['', token.slice(1), `${token}A`, `${token.slice(1)}=`, `${token.slice(1)} `, `../${token}`]) {
    expect(readToken(wrong)).toBe(null);
  }
  expect(readToken(`${token.slice(0, 42)}B`)).toBe(null);
});
