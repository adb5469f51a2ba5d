import { makePetition } from '@/e2e/support/petitions.ts';
import { taken } from '@/e2e/support/provider.ts';
import { newAddress, sign } from '@/e2e/support/signers.ts';
import { readOutbox } from '@/lib/mail/queue.ts';
import type { Row } from './rows.ts';
import { prepareSender } from './senders.ts';
import { keepWorld, reconcile } from './world.ts';

const PER_SECOND = 50;

/**
 * EM-01 and EM-05: the provider hangs while people sign, and comes back. Measured at the room's verb, which the door
 * waits for; nothing of a form's way leads to the provider.
 */
export const measureOutage = (seconds: number, rate: number): Promise<Row> =>
  keepWorld({ rate }, async ({ provider, sender: file }) => {
    provider.always(() => 'hang');
    const petition = await makePetition();
    const sender = await prepareSender(file);
    sender.start();
    const mailboxes = Array.from({ length: seconds * PER_SECOND }, () => newAddress());
    const waits = await Promise.all(
      mailboxes.map((email, n) => signAt(n / PER_SECOND, () => sign(petition, { email }))),
    );
    const p95 = waits.sort((one, other) => one - other)[Math.floor(waits.length * 0.95)] ?? Number.POSITIVE_INFINITY;
    const hung = provider.calls.length;
    provider.always(() => taken);
    const drained = await drain();
    sender.kill();
    const fullest = fullestSecond(provider.times);
    const { dead, lost, twice } = await reconcile(mailboxes, provider);
    return {
      what: `a provider that hangs for ${seconds} s under ${PER_SECOND} signatures/s, then MAIL_RATE ${rate}`,
      came:
        `p95 ${Math.round(p95)} ms while ${hung} calls hung; ${waits.length} letters in ${Math.round(drained)} s by ` +
        `${provider.calls.length} calls, ${fullest} in the fullest second: ${lost} lost, ${dead} dead, ${twice} twice`,
      holds: p95 <= 500 && lost === 0 && twice === 0 && dead === 0 && fullest <= rate,
    };
  });

const fullestSecond = (times: readonly number[]): number =>
  Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length));

/** Signs at that second from now on; answers how many milliseconds it took. */
async function signAt(second: number, act: () => Promise<string>): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, second * 1_000));
  const began = performance.now();
  if ((await act()) !== 'accepted') throw new Error('A form was not accepted.');
  return performance.now() - began;
}

/** Until nothing waits, in seconds. The real pauses are waited for: how long they are is part of what is measured. */
async function drain(): Promise<number> {
  const began = performance.now();
  while ((await readOutbox()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  return (performance.now() - began) / 1_000;
}
