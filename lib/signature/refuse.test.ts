import {
  expect,
  keptOf,
  lettersTo,
  makePetition,
  newAddress,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { newToken } from '../token.ts';
import { isRefused, liftRefusal, refuseAttempt } from './refuse.ts';

test('refusing deletes everything that was posted with the address', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email });
  const token = await signAndReadLetter(petition, { email });
  expect(await refuseAttempt(token, await currentTime())).toBe('refused');
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, signatures: 0 });
});

test('VE-08: after a refusal the address gets no letter, whatever its spelling and whatever the petition', async () => {
  const name = newAddress().split('@')[0];
  await refuseAttempt(
    await signAndReadLetter(await makePetition(), { email: `${name}@gmail.com` }),
    await currentTime(),
  );
  const other = await makePetition();
  const spelling = `${name?.toUpperCase()}+x@googlemail.com`;
  expect(await sign(other, { email: spelling })).toBe('accepted');
  expect(await keptOf(other)).toMatchObject({ attempts: 0, letters: 0 });
  expect(await lettersTo(spelling)).toEqual([]);
});

test('VE-08: the same link lifts the block, and the address gets letters again', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const token = await signAndReadLetter(petition, { email });
  await refuseAttempt(token, await currentTime());
  expect(await isRefused(token)).toBe(true);
  expect(await liftRefusal(token)).toBe('lifted');
  expect(await isRefused(token)).toBe(false);
  await signAndConfirm(petition, { email });
});

test('a block of last year still stands in the new one', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const lastYear = new Date(Date.UTC((await currentTime()).getUTCFullYear() - 1, 11, 31, 23));
  await refuseAttempt(await signAndReadLetter(petition, { email }), lastYear);
  await sign(petition, { email });
  expect(await keptOf(petition)).toMatchObject({ attempts: 0, letters: 0 });
});

test('refusing twice is once, and a link of nobody is unknown', async () => {
  const token = await signAndReadLetter(await makePetition());
  await refuseAttempt(token, await currentTime());
  expect(await refuseAttempt(token, await currentTime())).toBe('already-refused');
  expect(await refuseAttempt(newToken(), await currentTime())).toBe('unknown');
  expect(await liftRefusal(newToken())).toBe('unknown');
  expect(await isRefused(newToken())).toBe(false);
});

test('a confirmed signature is withdrawn, not refused', async () => {
  const petition = await makePetition();
  const email = newAddress();
  const token = await signAndConfirm(petition, { email });
  const again = await signAndReadLetter(petition, { email });
  expect(await refuseAttempt(token, await currentTime())).toBe('unknown');
  expect(await refuseAttempt(again, await currentTime())).toBe('unknown');
  expect(await keptOf(petition)).toMatchObject({ signatures: 1 });
});

test('refusals of all letters of an address at once block it once, and none breaks', async () => {
  const petition = await makePetition();
  for (let round = 0; round < 10; round += 1) {
    const email = newAddress();
    for (let n = 0; n < 3; n += 1) await sign(petition, { email });
    const letters = await lettersTo(email);
    const now = await currentTime();
    const outcomes = await Promise.all(letters.map(({ token }) => refuseAttempt(token, now)));
    expect(outcomes.sort()).toEqual(['refused', 'unknown', 'unknown']);
  }
  expect(await keptOf(petition)).toMatchObject({ attempts: 0 });
});

test('refusing touches nobody else', async () => {
  const petition = await makePetition();
  await sign(petition);
  await refuseAttempt(await signAndReadLetter(petition), await currentTime());
  expect(await keptOf(petition)).toMatchObject({ attempts: 1, filled: 1 });
});
