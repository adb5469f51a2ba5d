import { type ProviderCall, type ScriptedProvider, taken } from '@/e2e/support/provider.ts';
import type { Row } from './rows.ts';
import { prepareSender } from './senders.ts';
import { fullestSecond, keepWorld, queueMany, reconcile, untilDrained } from './world.ts';

/** EM-05: what an outage left behind, at the provider's rate. */
export const measureDrain = (letters: number, rate: number): Promise<Row> =>
  keepWorld({ rate }, async ({ provider, sender: file }) => {
    const mailboxes = await queueMany(letters);
    const senders = await Promise.all([prepareSender(file), prepareSender(file)]);
    for (const sender of senders) sender.start();
    const seconds = await untilDrained();
    for (const sender of senders) sender.kill();
    const fullest = fullestSecond(provider.times);
    const { dead, lost, twice } = await reconcile(mailboxes, provider);
    return {
      what: `${letters} letters wait, 2 workers, MAIL_RATE ${rate}`,
      came: `${Math.round(seconds)} s by ${provider.calls.length} calls, ${fullest} in the fullest second: ${lost} lost, ${dead} dead, ${twice} twice`,
      holds: seconds <= 900 && fullest <= rate && lost === 0 && twice === 0 && dead === 0,
    };
  });

/** FA-03: a worker is killed with a hundred letters in its hands; another works on. Nothing is helped along. */
export const measureLease = (): Promise<Row> =>
  keepWorld({}, async ({ provider, sender: file }) => {
    const mailboxes = await queueMany(100);
    const [first, second] = await Promise.all([prepareSender(file), prepareSender(file)]);
    let killedAt = 0;
    provider.always(() => {
      if (killedAt > 0) return taken;
      first.kill();
      killedAt = performance.now();
      return 'taken, then reset';
    });
    first.start();
    while (killedAt === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    second.start();
    await untilDrained();
    const seconds = ((provider.times.at(-1) ?? Number.POSITIVE_INFINITY) - killedAt) / 1_000;
    second.kill();
    const { dead, lost, twice } = await reconcile(mailboxes, provider);
    return {
      what: 'a worker is killed with 100 letters that the provider has taken',
      came: `called for again after ${seconds.toFixed(1)} s under the same key: ${lost} lost, ${dead} dead, ${twice} twice`,
      holds: seconds <= 90 && provider.calls.length === 2 && lost === 0 && twice === 0 && dead === 0,
    };
  });

/** EM-04: the other 999, by a provider that refuses letters one by one, and by one that refuses the whole call. */
export const measurePoison = (rate: number): Promise<Row> =>
  keepWorld({ rate }, async ({ provider, sender: file }) => {
    const usual = await timeOthers(provider, file, () => taken);
    const alone = await timeOthers(provider, file, (call, bad) => ({
      status: 200,
      refused: call.letters.flatMap(({ to }, n) => (to === bad ? [n] : [])),
    }));
    const whole = await timeOthers(provider, file, ({ letters }, bad) =>
      letters.some(({ to }) => to === bad) ? { status: 422, name: 'validation_error' } : taken,
    );
    const ratio = alone.seconds / usual.seconds;
    return {
      what: `1 bad letter in 1000, MAIL_RATE ${rate}: the time of the other 999`,
      came:
        `${usual.seconds.toFixed(2)} s by ${usual.calls} calls without it; ${alone.seconds.toFixed(2)} s by ${alone.calls} calls ` +
        `where it is refused alone (${Math.round((ratio - 1) * 100)} % more); where the whole call is refused for it, its 99 ` +
        `neighbours are found by halves: ${whole.seconds.toFixed(2)} s by ${whole.calls} calls; ${alone.missing + whole.missing} of the others missing`,
      holds: ratio <= 1.1 && alone.missing === 0 && whole.missing === 0,
    };
  });

type Judge = (call: ProviderCall, bad: string) => ReturnType<Parameters<ScriptedProvider['always']>[0]>;

async function timeOthers(provider: ScriptedProvider, file: string, judge: Judge) {
  const mailboxes = await queueMany(1_000);
  const bad = mailboxes[507] ?? '';
  provider.always((call) => judge(call, bad));
  const sender = await prepareSender(file);
  sender.start();
  await untilDrained();
  sender.kill();
  const found = new Set(provider.delivered);
  const missing = mailboxes.filter((mailbox) => mailbox !== bad && !found.has(mailbox)).length;
  const seconds = ((provider.times.at(-1) ?? 0) - (provider.times[0] ?? 0)) / 1_000;
  return { seconds, calls: provider.calls.length, missing };
}
