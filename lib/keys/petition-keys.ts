import { createHmac, type KeyObject } from 'node:crypto';
import {
  destroyKey,
  destroyKeys,
  fingerprintOf,
  listKeys,
  type REMEMBERED_FOR,
  readKey,
  readOrMakeKey,
  replaceKey,
  storeKey,
} from './key-files.ts';
import { unseal, unsealIfOpens } from './seal.ts';

/** What opens and seals a petition's fields. */
export interface DataKeys {
  readonly data: KeyObject;
  /** The keys before and after it while the petition's data key is changed: they open, and never seal. */
  readonly others: readonly KeyObject[];
}

/** One petition's keys: `data` seals what people typed, `duplicates` makes their addresses comparable. */
export interface PetitionKeys extends DataKeys {
  readonly duplicates: KeyObject;
}

/** Nothing can be sealed now. Like a database that is away: trying again helps once somebody has mended it. */
export class KeysAway extends Error {
  override readonly name = 'KeysAway';
  readonly code = 'KEYS_AWAY';
}

const prefixOf = (petitionId: string) => `petition-${petitionId}-`;
const dataName = (petitionId: string) => `petition-${petitionId}-data`;
const nextName = (petitionId: string) => `petition-${petitionId}-data-next`;
const oldName = (petitionId: string) => `petition-${petitionId}-data-old`;
const duplicatesName = (petitionId: string) => `petition-${petitionId}-duplicates`;
const namingName = (petitionId: string) => `petition-${petitionId}-names`;
const entriesName = (petitionId: string) => `petition-${petitionId}-entries`;

/** Made once, at publication. */
export async function makePetitionKeys(petitionId: string): Promise<void> {
  await readOrMakeKey(dataName(petitionId));
  await readOrMakeKey(duplicatesName(petitionId));
  await readOrMakeKey(entriesName(petitionId));
}

/** Throws when a key is missing: without its keys a petition takes no signature, and never one in clear. */
export async function petitionKeys(petitionId: string): Promise<PetitionKeys> {
  const keys = await findPetitionKeys(petitionId);
  if (!keys) throw new KeysAway('A petition has no keys in KEY_DIR.');
  return keys;
}

/** Null when a key is missing: for acts that must go on without, such as leaving. */
export async function findPetitionKeys(petitionId: string): Promise<PetitionKeys | null> {
  const [keys, duplicates] = await Promise.all([findDataKeys(petitionId), readKey(duplicatesName(petitionId))]);
  return keys && duplicates ? { ...keys, duplicates } : null;
}

/** For reading: two weeks after closing the duplicates key is gone, and what was sealed still opens. */
export async function dataKeys(petitionId: string): Promise<DataKeys> {
  const keys = await findDataKeys(petitionId);
  if (!keys) throw new KeysAway('A petition has no data key in KEY_DIR.');
  return keys;
}

export async function findDataKeys(petitionId: string): Promise<DataKeys | null> {
  const [data, next, old] = await Promise.all(
    [dataName, nextName, oldName].map((nameOf) => readKey(nameOf(petitionId))),
  );
  return data ? { data, others: [next, old].flatMap((key) => (key && !key.equals(data) ? [key] : [])) } : null;
}

/** Opens what any of the petition's data keys sealed; which one it was is told by trying. Throws when none did. */
export function openUnder({ data, others }: DataKeys, sealed: Buffer, place: string): Buffer {
  const found = others.length > 0 ? unsealIfOpens(data, sealed, place) : null;
  if (found) return found;
  for (const key of others) {
    const plain = unsealIfOpens(key, sealed, place);
    if (plain) return plain;
  }
  return unseal(data, sealed, place);
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

/** Ties a signature to its row among the public names. Made with the first name that is shown, and never changed. */
export const namingKey = (petitionId: string): Promise<KeyObject> => readOrMakeKey(namingName(petitionId));

/** Null where no name was ever shown, and when it was destroyed. */
export const findNamingKey = (petitionId: string): Promise<KeyObject | null> => readKey(namingName(petitionId));

/**
 * Locks which entry of the log is whose (lib/transparency/locks.ts). Petitions from before the log get theirs at its
 * first use. Null where the petition's keys were destroyed.
 */
export async function entriesKey(petitionId: string): Promise<KeyObject | null> {
  const name = entriesName(petitionId);
  return (await readKey(name)) ?? ((await readKey(dataName(petitionId))) ? readOrMakeKey(name) : null);
}

/** Two weeks after closing nobody shall be able to test any more who has signed (PV-07). */
export const destroyDuplicatesKey = (petitionId: string): Promise<void> => destroyKey(duplicatesName(petitionId));

/** Destroys every key file of these petitions, whatever it is called: what was sealed is unreadable from here on. */
export async function destroyPetitionKeys(petitionIds: ReadonlySet<string>): Promise<void> {
  const names = (await listKeys()).filter((name) => petitionIds.has(petitionOf(name)));
  await destroyKeys(names);
}

/** The id in the name of a petition's key file; empty for other files. */
export const petitionOf = (name: string): string => /^petition-([0-9a-f-]{36})-/.exec(name)?.[1] ?? '';

/** Which keys a petition has, as "name:fingerprint", for the record of their end. */
export async function fingerprintsOf(petitionId: string, which: 'duplicates' | 'all'): Promise<string> {
  const names =
    which === 'duplicates' ? [duplicatesName] : [dataName, oldName, nextName, duplicatesName, namingName, entriesName];
  const found = await Promise.all(
    names.map(async (nameOf) => {
      const key = await readKey(nameOf(petitionId));
      return key && `${nameOf(petitionId).slice(prefixOf(petitionId).length)}:${fingerprintOf(key)}`;
    }),
  );
  return found.filter((one) => one !== null).join(' ');
}

/**
 * Lays the next data key beside the one in use, and a copy of the one in use under the name that it will have. Before
 * they change places every process must know both: {@link REMEMBERED_FOR}.
 */
export async function layNextDataKey(petitionId: string): Promise<void> {
  const data = await readKey(dataName(petitionId));
  if (!data) throw new KeysAway('A petition has no data key that could be changed.');
  await storeKey(oldName(petitionId), data.export());
  await readOrMakeKey(nextName(petitionId));
}

/** Lets the next data key take the place of the one in use. Doing it again changes nothing. */
export async function promoteNextDataKey(petitionId: string): Promise<void> {
  const [data, next] = await Promise.all([readKey(dataName(petitionId)), readKey(nextName(petitionId))]);
  if (data && next && !data.equals(next)) await replaceKey(dataName(petitionId), next.export());
}

/** The old key ends for good, and the new one's second name with it. */
export const destroyOldDataKey = (petitionId: string): Promise<void> =>
  destroyKeys([oldName(petitionId), nextName(petitionId)]);
