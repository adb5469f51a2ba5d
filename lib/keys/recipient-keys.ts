import { createHmac, type KeyObject } from 'node:crypto';
import { destroyKey, listKeys, readKey, readOrMakeKey } from './key-files.ts';

/** Letters to an address are counted for 30 days (SA-01): a key lives for its own 30 and for those after them. */

const PERIOD = 30 * 24 * 3_600_000;
const nameOf = (period: number) => `recipients-${period}`;
const periodOf = (now: Date) => Math.floor(now.getTime() / PERIOD);

/** Who gets a letter, as a number among all recipients, and for what, as a number among this recipient's petitions. */
export interface Recipient {
  readonly key: Buffer;
  readonly mark: number;
}

/** The recipient under today's key, and under the key before it, where letters of the last 30 days may stand. */
export async function recipientOf(
  canonicalAddress: string,
  petitionId: string,
  now: Date,
): Promise<{ readonly current: Recipient; readonly last: Recipient | null }> {
  const period = periodOf(now);
  const [current, last] = await Promise.all([readOrMakeKey(nameOf(period)), readKey(nameOf(period - 1))]);
  const under = (key: KeyObject): Recipient => ({
    key: createHmac('sha256', key).update(canonicalAddress).digest(),
    // A petition is another number for every address, so that nobody is found by what somebody else signed.
    mark: createHmac('sha256', key).update(`${petitionId}/${canonicalAddress}`).digest().readInt32BE(),
  });
  return { current: under(current), last: last && under(last) };
}

/** Destroys the keys under which nothing counts any more. */
export async function destroySpentRecipientKeys(now: Date): Promise<number> {
  const periods = (await listKeys()).map((name) => /^recipients-(\d+)$/.exec(name)?.[1]).filter(Boolean);
  const spent = periods.map(Number).filter((period) => period < periodOf(now) - 1);
  for (const period of spent) await destroyKey(nameOf(period));
  return spent.length;
}
