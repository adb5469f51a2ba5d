import {
  expect,
  keptOf,
  letAttemptsAge,
  letBlocksAge,
  letCapsAge,
  makePetition,
  newAddress,
  sign,
  signAndConfirm,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { purgeExpiredAttempts, purgeExpiredSuppressions } from './purge.ts';
import { isRefused, refuseAttempt } from './refuse.ts';

/** Purging answers how much it did, until there is no more to do. */
async function purgeAll(purge: () => Promise<number>): Promise<void> {
  while ((await purge()) > 0);
}

test('PV-04: after seven days an unconfirmed attempt is gone', async () => {
  const petition = await makePetition();
  await sign(petition);
  await letAttemptsAge(petition, 7 * 24 + 1);
  await purgeAll(purgeExpiredAttempts);
  expect(await keptOf(petition)).toMatchObject({ attempts: 0 });
});

test('before that it stays', async () => {
  const petition = await makePetition();
  await sign(petition);
  await letAttemptsAge(petition, 7 * 24 - 1);
  await purgeAll(purgeExpiredAttempts);
  expect(await keptOf(petition)).toMatchObject({ attempts: 1 });
});

test('then the address may try again', async () => {
  const petition = await makePetition();
  const email = newAddress();
  for (let n = 0; n < 3; n += 1) await sign(petition, { email });
  await letAttemptsAge(petition, 7 * 24 + 1);
  await letCapsAge(7 * 24 + 1);
  await purgeAll(purgeExpiredAttempts);
  await signAndConfirm(petition, { email });
});

test('signatures do not expire', async () => {
  const petition = await makePetition();
  await signAndConfirm(petition);
  await letAttemptsAge(petition, 7 * 24 + 1);
  await purgeAll(purgeExpiredAttempts);
  expect(await keptOf(petition)).toMatchObject({ signatures: 1 });
});

test('four purges at once over a thousand attempts delete each once and leave none', async () => {
  const petition = await makePetition();
  await purgeAll(purgeExpiredAttempts);
  await Promise.all(Array.from({ length: 1_000 }, () => sign(petition)));
  await letAttemptsAge(petition, 7 * 24 + 1);
  const purged = { attempts: 0 };
  const lane = async () => {
    for (let n = await purgeExpiredAttempts(); n > 0; n = await purgeExpiredAttempts()) purged.attempts += n;
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  await lane();
  expect(purged.attempts).toBe(1_000);
  expect(await keptOf(petition)).toMatchObject({ attempts: 0 });
});

test('PV-04, VE-08: a block ends after twelve months, and not before', async () => {
  const token = await signAndReadLetter(await makePetition());
  await refuseAttempt(token, await currentTime());
  await letBlocksAge(364);
  await purgeAll(purgeExpiredSuppressions);
  expect(await isRefused(token)).toBe(true);
  await letBlocksAge(3);
  await purgeAll(purgeExpiredSuppressions);
  expect(await isRefused(token)).toBe(false);
});
