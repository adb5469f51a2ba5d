import { tellBounce, tellEvent } from '@/e2e/support/mail-events.ts';
import {
  expect,
  letAttemptsAge,
  makePetition,
  newAddress,
  sendOff,
  sign,
  signAndConfirm,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { readLedger } from '../invalidation/ledger.ts';
import { purgeExpiredAttempts } from '../signature/purge.ts';
import { takeMailEvent } from './events.ts';
import { readLetterNumbers, readTrouble } from './tallies.ts';

const hear = async ({ body, proof }: ReturnType<typeof tellEvent>) => takeMailEvent(body, proof, await currentTime());

test('letters are counted by kind: those that wait, and those that left', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await signAndConfirm(petition, { email });
  await sendOff();
  await sign(petition, { email });
  await sign(petition);
  expect((await readLetterNumbers(petition.id)).toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'already-signed', waiting: 1, handedOver: 0, dead: 0 },
    { kind: 'confirm-signature', waiting: 1, handedOver: 1, dead: 0 },
  ]);
});

test('an address that bounced after it was confirmed is a number of its own', async () => {
  const petition = await makePetition();
  const [never, confirmed, cross] = [newAddress(), newAddress(), newAddress()];
  await sign(petition, { email: never });
  for (const email of [confirmed, cross]) await signAndConfirm(petition, { email });
  await hear(tellBounce(never));
  await hear(tellBounce(confirmed));
  await hear(tellEvent({ type: 'email.complained', to: cross }));
  expect(await readTrouble(petition.id)).toEqual({ bounced: 1, bouncedAfter: 1, complained: 1 });
  expect((await readLedger(petition.id, 1)).trouble).toEqual({ bounced: 1, bouncedAfter: 1, complained: 1 });
});

test('the numbers stay when the attempts are gone', async () => {
  const petition = await makePetition();
  const mailboxes = [newAddress(), newAddress(), newAddress()];
  for (const email of mailboxes) await sign(petition, { email });
  await sendOff();
  for (const email of mailboxes) await hear(tellBounce(email));
  const before = [await readLetterNumbers(petition.id), await readTrouble(petition.id)];
  await letAttemptsAge(petition, 8 * 24);
  while ((await purgeExpiredAttempts()) > 0);
  expect([await readLetterNumbers(petition.id), await readTrouble(petition.id)]).toEqual(before);
  expect(before).toEqual([
    [{ kind: 'confirm-signature', waiting: 0, handedOver: 3, dead: 0 }],
    { bounced: 3, bouncedAfter: 0, complained: 0 },
  ]);
});
