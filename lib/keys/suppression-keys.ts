import { createHmac, type KeyObject } from 'node:crypto';
import { readKey, readOrMakeKey } from './key-files.ts';

const nameOf = (year: number) => `suppressions-${year}`;
const hash = (key: KeyObject, canonicalAddress: string) => createHmac('sha256', key).update(canonicalAddress).digest();

/** The keyed hash under which an address is suppressed today. */
export async function suppressionKey(canonicalAddress: string, now: Date): Promise<Buffer> {
  return hash(await readOrMakeKey(nameOf(now.getUTCFullYear())), canonicalAddress);
}

/**
 * All keyed hashes under which a suppression of this address may stand, today's first: a suppression lasts twelve
 * months.
 */
export async function suppressionKeysOf(canonicalAddress: string, now: Date): Promise<[Buffer, ...Buffer[]]> {
  const last = await readKey(nameOf(now.getUTCFullYear() - 1));
  const current = await suppressionKey(canonicalAddress, now);
  return last ? [current, hash(last, canonicalAddress)] : [current];
}
