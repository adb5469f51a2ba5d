import { createHmac, type KeyObject } from 'node:crypto';
import { readKey, readOrMakeKey } from './key-files.ts';

/** One petition's keys: `data` seals what people typed, `duplicates` makes their addresses comparable. */
export interface PetitionKeys {
  readonly data: KeyObject;
  readonly duplicates: KeyObject;
}

/** Nothing can be sealed now. Like a database that is away: trying again helps once somebody has mended it. */
export class KeysAway extends Error {
  override readonly name = 'KeysAway';
  readonly code = 'KEYS_AWAY';
}

const dataName = (petitionId: string) => `petition-${petitionId}-data`;
const duplicatesName = (petitionId: string) => `petition-${petitionId}-duplicates`;

/** Made once, at publication. */
export async function makePetitionKeys(petitionId: string): Promise<void> {
  await readOrMakeKey(dataName(petitionId));
  await readOrMakeKey(duplicatesName(petitionId));
}

/** Throws when a key is missing: without its keys a petition takes no signature, and never one in clear. */
export async function petitionKeys(petitionId: string): Promise<PetitionKeys> {
  const keys = await findPetitionKeys(petitionId);
  if (!keys) throw new KeysAway('A petition has no keys in KEY_DIR.');
  return keys;
}

/** Null when a key is missing: for acts that must go on without, such as leaving. */
export async function findPetitionKeys(petitionId: string): Promise<PetitionKeys | null> {
  const [data, duplicates] = await Promise.all([readKey(dataName(petitionId)), readKey(duplicatesName(petitionId))]);
  return data && duplicates ? { data, duplicates } : null;
}

/**
 * The same 32 bytes for every spelling of one address within one petition, and unrelated bytes in any other
 * petition. Whoever holds the key can test guesses; it is destroyed after closing.
 */
export function duplicateKey(keys: PetitionKeys, canonicalAddress: string): Buffer {
  return createHmac('sha256', keys.duplicates).update(canonicalAddress).digest();
}

/** The same for a petition whose key may be gone; null when it is, and nobody can tell any more whether it was signed. */
export async function duplicateKeyIfKept(petitionId: string, canonicalAddress: string): Promise<Buffer | null> {
  const duplicates = await readKey(duplicatesName(petitionId));
  return duplicates && createHmac('sha256', duplicates).update(canonicalAddress).digest();
}
