import { createHmac, type KeyObject } from 'node:crypto';
import { destroyKey, listKeys, readKey, readOrMakeKey } from './key-files.ts';

const nameOf = (year: number) => `suppressions-${year}`;
const hash = (key: KeyObject, canonicalAddress: string) => createHmac('sha256', key).update(canonicalAddress).digest();

/** The keyed hash under which an address is suppressed today. */
export async function suppressionKey(canonicalAddress: string, now: Date): Promise<Buffer> {
  return hash(await readOrMakeKey(nameOf(now.getUTCFullYear())), canonicalAddress);
}

/** All keyed hashes under which a suppression of this address may stand: a suppression lasts twelve months. */
export async function suppressionKeysOf(canonicalAddress: string, now: Date): Promise<Buffer[]> {
  const last = await readKey(nameOf(now.getUTCFullYear() - 1));
  const current = await suppressionKey(canonicalAddress, now);
  return last ? [current, hash(last, canonicalAddress)] : [current];
}

/** Destroys the keys of the years before the last one: every block under them has ended. */
export async function destroySpentSuppressionKeys(now: Date): Promise<number> {
  const years = (await listKeys()).map((name) => /^suppressions-(\d{4})$/.exec(name)?.[1]).filter(Boolean);
  const spent = years.map(Number).filter((year) => year < now.getUTCFullYear() - 1);
  for (const year of spent) await destroyKey(nameOf(year));
  return spent.length;
}
