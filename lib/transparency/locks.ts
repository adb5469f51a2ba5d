import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { entriesKey } from '../keys/petition-keys.ts';
import { seal, unseal, unsealIfOpens } from '../keys/seal.ts';
import { commitmentOf, NONCE_BYTES, type Opening } from '../log/entry/commitment.ts';
import type { Token } from '../token.ts';

/**
 * What ties a person to an entry of the log is never kept open. An index beside a signature would tell the hour and the
 * order in which people signed, and a nonce lets whoever knows an address prove that it signed.
 */

/** Opens for whoever holds the letter. The database has the token's hash alone, so that no seizure opens it. */
const linkKey = (token: Token): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', token, '', 'undersigned/log-link/v1', 32)));

const noncePlace = (signature: string) => `log-nonce/${signature}`;
const entryPlace = (signature: string) => `log-entry/${signature}`;

/** In bytes: a sealed commitment. */
const LOCK = 12 + 16 + 32;

/**
 * Draws the nonce of a signature to come and locks it, with the commitment, by the letter's link. It is drawn when the
 * form is posted, because that is the last moment at which every petition's mode knows the address.
 */
export function lockNonce(token: Token, signature: string, opening: Omit<Opening, 'nonce'>): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const commitment = commitmentOf({ ...opening, nonce });
  return seal(linkKey(token), Buffer.concat([nonce, commitment]), noncePlace(signature));
}

export interface OpenedNonce {
  readonly nonce: Buffer;
  readonly commitment: Buffer;
}

/** Throws when the token is not the one it was locked by. */
export const openNonce = (token: Token, signature: string, sealed: Buffer): OpenedNonce =>
  openNonceBy(linkKey(token), signature, sealed);

function openNonceBy(link: KeyObject, signature: string, sealed: Buffer): OpenedNonce {
  const plain = unseal(link, sealed, noncePlace(signature));
  return { nonce: plain.subarray(0, NONCE_BYTES), commitment: plain.subarray(NONCE_BYTES) };
}

/**
 * Locks a commitment twice: by a key of the petition, so that the team can take signatures out, and by the signer's link,
 * so that they can leave when the petition's keys have been destroyed. Without those keys the link alone opens it.
 */
export const lockEntry = (petition: string, signature: string, commitment: Buffer, token: Token): Promise<Buffer> =>
  lockEntryBy(linkKey(token), petition, signature, commitment);

async function lockEntryBy(link: KeyObject, petition: string, signature: string, commitment: Buffer): Promise<Buffer> {
  const place = entryPlace(signature);
  const key = await entriesKey(petition);
  return Buffer.concat([seal(link, commitment, place), ...(key ? [seal(key, commitment, place)] : [])]);
}

export interface LoggedEntry {
  readonly commitment: Buffer;
  readonly sealedEntry: Buffer;
}

/** What a confirmation tells the log, and what the signature keeps of it. Throws when the token is another one's. */
export async function lockConfirmed(
  petition: string,
  signature: string,
  sealedNonce: Buffer,
  token: Token,
): Promise<LoggedEntry> {
  // Once for both: deriving it is the dearest part.
  const link = linkKey(token);
  const { commitment } = openNonceBy(link, signature, sealedNonce);
  return { commitment, sealedEntry: await lockEntryBy(link, petition, signature, commitment) };
}

export interface LockedEntry {
  readonly petitionId: string;
  readonly id: string;
  readonly sealedEntry: Buffer | null;
}

/** Where signatures were imported, their commitment stands as it is: such an entry tells neither hour nor order. */
export const isImported = (sealedEntry: Buffer): boolean => sealedEntry.length === 32;

/**
 * The commitment of a signature. Null when nothing at hand opens it: the petition's keys are destroyed, and the link is
 * not the signature's own or was not given.
 */
export async function openEntry({ id, petitionId, sealedEntry }: LockedEntry, token?: Token): Promise<Buffer | null> {
  if (!sealedEntry || isImported(sealedEntry)) return sealedEntry;
  const place = entryPlace(id);
  const byLink = token && unsealIfOpens(linkKey(token), sealedEntry.subarray(0, LOCK), place);
  if (byLink) return byLink;
  const key = sealedEntry.length > LOCK ? await entriesKey(petitionId) : null;
  return key && unsealIfOpens(key, sealedEntry.subarray(LOCK), place);
}

/** As `openNonce`, null for another token: several letters may lead to a signature, and one of them confirmed it. */
export function openNonceIfOwn(token: Token, signature: string, sealed: Buffer): OpenedNonce | null {
  const plain = unsealIfOpens(linkKey(token), sealed, noncePlace(signature));
  return plain && { nonce: plain.subarray(0, NONCE_BYTES), commitment: plain.subarray(NONCE_BYTES) };
}
