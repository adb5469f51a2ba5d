import { taken } from '@/e2e/support/provider.ts';
import { keepSenders, type Sender } from './senders.ts';
import { keepWorld, letLeasesRunOut, queueMany, reconcile, untilSent } from './world.ts';

/** A row of the table: what was done, what came of it, and whether that is what was promised. */
export interface Row {
  readonly what: string;
  readonly came: string;
  readonly holds: boolean;
}

/** Small, seeded and good enough: a run can be repeated with its faults in the same places. */
function rollDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface KillWish {
  readonly letters: number;
  readonly kills: number;
  readonly honoursKeys: boolean;
  readonly seed: number;
}

/**
 * FA-01: the worker is killed at calls to the provider: before it has the letters, when it has them and has not said
 * so, and some milliseconds after it has said so. What the worker held comes free as after its lease.
 */
export const measureKills = ({ honoursKeys, kills, letters, seed }: KillWish): Promise<Row> =>
  keepWorld({ honoursKeys }, async ({ provider, sender: file }) => {
    const mailboxes = await queueMany(letters);
    const senders = keepSenders(file, 3);
    const dice = rollDice(seed);
    const seen = new Set<string>();
    let [killed, repeated] = [0, 0];
    let sender: Sender | null = await senders.next();
    const killNow = () => {
      if (killed >= kills || !sender) return;
      killed += 1;
      sender.kill();
      sender = null;
      void letLeasesRunOut().then(async () => {
        sender = await senders.next();
      });
    };
    provider.always(({ key }) => {
      if (seen.has(key)) repeated += 1;
      seen.add(key);
      const roll = dice();
      if (killed >= kills || roll > 0.95) return taken;
      // Some milliseconds after the answer has left the sender reads it, writes it down, or takes the next batch.
      if (roll > 0.6) setTimeout(killNow, 8 * dice());
      else killNow();
      if (roll > 0.6) return taken;
      return roll < 0.3 ? 'connection reset' : 'taken, then reset';
    });
    await untilSent();
    sender?.kill();
    await senders.end();
    const { dead, lost, twice } = await reconcile(mailboxes, provider);
    const calls = honoursKeys ? '' : `, all of them letters of ${repeated} calls that were repeated`;
    return {
      what: `${kills} kills while ${letters} letters leave to a provider that ${honoursKeys ? 'honours' : 'ignores'} keys`,
      came: `${killed} kills, ${provider.calls.length} calls: ${lost} lost, ${dead} dead, ${twice} twice${calls}`,
      holds: killed >= kills && lost === 0 && dead === 0 && (honoursKeys ? twice === 0 : repeated <= killed),
    };
  });

/** FA-04: several workers, no faults, and a provider that would show every repetition. */
export const measureCrowd = (workers: number, letters: number): Promise<Row> =>
  keepWorld({ honoursKeys: false }, async ({ provider, sender: file }) => {
    const mailboxes = await queueMany(letters);
    const senders = keepSenders(file, workers);
    const crowd = await Promise.all(Array.from({ length: workers }, () => senders.next()));
    const began = performance.now();
    await untilSent();
    const seconds = (performance.now() - began) / 1_000;
    for (const sender of crowd) sender.kill();
    await senders.end();
    const { dead, lost, twice } = await reconcile(mailboxes, provider);
    return {
      what: `${workers} workers, ${letters} letters`,
      came: `${lost} lost, ${dead} dead, ${twice} twice; ${Math.round(letters / seconds)} letters/s`,
      holds: lost === 0 && twice === 0 && dead === 0,
    };
  });
