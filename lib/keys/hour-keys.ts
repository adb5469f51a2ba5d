import type { KeyObject } from 'node:crypto';
import { destroyKey, listKeys, readKey, readOrMakeKey } from './key-files.ts';

/** Letters wait sealed under a key of the hour they were queued in (safety.md §7.2, outbox row). */

const HOUR = 3_600_000;
const nameOf = (hour: number) => `letters-${hour}`;

export const hourOf = (now: Date): number => Math.floor(now.getTime() / HOUR);

export async function hourKey(now: Date): Promise<{ readonly hour: number; readonly key: KeyObject }> {
  const hour = hourOf(now);
  return { hour, key: await readOrMakeKey(nameOf(hour)) };
}

/** Null when the hour's key has been destroyed. */
export const readHourKey = (hour: number): Promise<KeyObject | null> => readKey(nameOf(hour));

/**
 * Destroys the keys of past hours in which no letter waits any more, so that what the database's logs and
 * free space still hold of those letters is unreadable. The last two hours stay: a transaction that began
 * before the hour struck may still be on its way.
 */
export async function destroySpentHourKeys(now: Date, hoursInUse: ReadonlySet<number>): Promise<number> {
  const hours = (await listKeys())
    .map((name) => /^letters-(\d+)$/.exec(name)?.[1])
    .filter((hour) => hour !== undefined)
    .map(Number);
  const spent = hours.filter((hour) => hour < hourOf(now) - 1 && !hoursInUse.has(hour));
  for (const hour of spent) await destroyKey(nameOf(hour));
  return spent.length;
}
