import {
  expect,
  foldedCountsOf,
  keptOf,
  makePetition,
  newAddress,
  onlySignatureOf,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { foldCounts } from '../count/fold.ts';
import { newToken } from '../token.ts';
import { eraseDetails } from './erase.ts';
import { readMySignature } from './read.ts';
import { withdrawSignature } from './withdraw.ts';

test('PV-05: erasing deletes what was typed and every consent', async () => {
  const petition = await makePetition();
  const token = await signAndConfirm(petition, { consents: ['deliver', 'updates'] });
  expect(await eraseDetails(token)).toBe('erased');
  expect(await onlySignatureOf(petition)).toMatchObject({ sealed: null });
  expect(await keptOf(petition)).toMatchObject({ consents: 0, attempts: 0 });
});

test('an erased signature goes on counting', async () => {
  const petition = await makePetition();
  await eraseDetails(await signAndConfirm(petition));
  await foldCounts();
  expect(await foldedCountsOf(petition)).toMatchObject({ confirmed: 1, withdrawn: 0 });
});

test('an erased signature still keeps its address from counting twice', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await eraseDetails(await signAndConfirm(petition, { email }));
  await sign(petition, { email });
  expect(await keptOf(petition)).toMatchObject({ filled: 0, signatures: 1 });
});

test('the page of an erased signature has no name', async () => {
  const token = await signAndConfirm(await makePetition(), { name: 'Anna', consents: ['updates'] });
  await eraseDetails(token);
  expect(await readMySignature(token)).toMatchObject({ name: null, mailboxIsKept: false, consents: new Set() });
});

test('an erased signature can be withdrawn', async () => {
  const token = await signAndConfirm(await makePetition());
  await eraseDetails(token);
  expect(await eraseDetails(token)).toBe('erased');
  expect(await withdrawSignature(token)).toBe('withdrawn');
});

test('an attempt cannot be erased, only refused', async () => {
  expect(await eraseDetails(await signAndReadLetter(await makePetition()))).toBe('unknown');
  expect(await eraseDetails(newToken())).toBe('unknown');
});
