import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import {
  expect,
  keptOf,
  lettersTo,
  makePetition,
  newAddress,
  sign,
  signAndConfirm,
  test,
} from '@/e2e/support/world.ts';
import { readAddress } from '../address/address.ts';
import type { Petition } from '../petition/read.ts';
import { confirmSignature } from './confirm.ts';
import { readMySignature } from './read.ts';
import { refuseAttempt } from './refuse.ts';
import { resendLetter } from './resend.ts';

async function resend(petition: Petition, email: string): Promise<void> {
  const address = readAddress(email);
  if (typeof address === 'string') throw new Error(`The address is ${address}.`);
  await resendLetter(petition, address, 'en', await currentTime());
}

/** The provider has taken everything that waited. */
const letLettersLeave = () => database().execute(sql`delete from letters`);

test('VE-06: whoever has not confirmed yet gets the same link again', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email });
  const [first] = await lettersTo(email);
  await letLettersLeave();
  await resend(petition, email);
  const [again, ...more] = await lettersTo(email);
  expect(more).toEqual([]);
  expect(again).toMatchObject({ kind: 'confirm-signature', token: first?.token });
  expect(again && (await confirmSignature(again.token))).toBe('confirmed');
});

test('VE-06: whoever has signed gets a link to their own page', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await signAndConfirm(petition, { email, name: 'Anna Herself' });
  await letLettersLeave();
  await resend(petition, email);
  const [letter] = await lettersTo(email);
  expect(letter?.kind).toBe('already-signed');
  expect(letter && (await readMySignature(letter.token))?.name).toBe('Anna Herself');
});

test('VE-06: an address that is new here, or wants no letters, gets none, and leaves nothing', async () => {
  const petition = await makePetition();
  const [fresh, blocked] = [newAddress(), newAddress()];
  await sign(petition, { email: blocked });
  const [letter] = await lettersTo(blocked);
  if (letter) await refuseAttempt(letter.token, await currentTime());
  for (const email of [fresh, blocked]) {
    await resend(petition, email);
    expect(await lettersTo(email)).toEqual([]);
  }
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, signatures: 0 });
});

test('SA-01: asking again and again sends three letters in a day, for whoever waits and whoever signed', async () => {
  for (const begin of [sign, signAndConfirm]) {
    const petition = await makePetition();
    const email = newAddress();
    await begin(petition, { email });
    let letters = (await lettersTo(email)).length;
    await letLettersLeave();
    for (let n = 0; n < 8; n += 1) {
      await resend(petition, email);
      letters += (await lettersTo(email)).length;
      await letLettersLeave();
    }
    expect(letters).toBeLessThanOrEqual(3);
  }
});

test('a letter that has not left yet is not written twice', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email });
  await resend(petition, email);
  expect(await lettersTo(email)).toHaveLength(1);
});
