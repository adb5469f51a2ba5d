import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { ConsentKind } from '@/db/schema/signature.ts';
import type { Locale } from '../i18n/locales.ts';
import { type DataKeys, findDataKeys, openUnder } from '../keys/petition-keys.ts';
import { seal, unseal } from '../keys/seal.ts';
import { isOpenToSite, type PrivacyMode } from '../petition/modes.ts';
import type { Token } from '../token.ts';

/** What an attempt holds until it is confirmed or expires; sealed under the petition's data key. */
export interface AttemptSecrets {
  readonly name: string;
  readonly mailbox: string;
  readonly canonical: string;
  readonly country: string;
  readonly language: Locale;
  readonly consents: readonly ConsentKind[];
  /** The letter's, so that a reminder leads where the letter did. Attempts of older versions have none. */
  readonly token?: Token;
}

/** What a private petition's signature keeps: the mailbox only of those who asked for letters (safety.md §7.2). */
export interface SignatureSecrets {
  readonly name: string;
  readonly country: string;
  readonly language: Locale;
  /** What stands behind the @ of the canonical address: floods of made-up addresses are found by it. */
  readonly domain?: string;
  readonly mailbox?: string;
}

export const attemptPlace = (id: string) => `attempt/${id}`;
export const signaturePlace = (id: string) => `signature/${id}`;

export const sealAttempt = (keys: DataKeys, id: string, secrets: AttemptSecrets): Buffer =>
  seal(keys.data, JSON.stringify(secrets), attemptPlace(id));

// The casts below hold because AES-GCM opens only what the functions beside them sealed under that place.
export const openAttempt = (keys: DataKeys, id: string, sealed: Buffer): AttemptSecrets =>
  JSON.parse(openUnder(keys, sealed, attemptPlace(id)).toString()) as AttemptSecrets;

export const sealSignature = (keys: DataKeys, id: string, secrets: SignatureSecrets): Buffer =>
  seal(keys.data, JSON.stringify(secrets), signaturePlace(id));

export const openSignature = (keys: DataKeys, id: string, sealed: Buffer): SignatureSecrets =>
  JSON.parse(openUnder(keys, sealed, signaturePlace(id)).toString()) as SignatureSecrets;

/** The same without the mailbox; null when it holds none. */
export function sealWithoutMailbox(keys: DataKeys, id: string, sealed: Buffer): Buffer | null {
  const { mailbox, ...rest } = openSignature(keys, id, sealed);
  return mailbox === undefined ? null : sealSignature(keys, id, rest);
}

/** Whoever asked for letters: where they go, and in which language. */
export type Follower = Required<Pick<SignatureSecrets, 'mailbox' | 'language'>>;

/** Null where no mailbox is kept, and when the petition's keys are gone. */
export async function readFollower(petitionId: string, id: string, sealed: Buffer | null): Promise<Follower | null> {
  const keys = sealed && (await findDataKeys(petitionId));
  if (!keys) return null;
  const { language, mailbox } = openSignature(keys, id, sealed);
  return mailbox ? { language, mailbox } : null;
}

/** In bytes: nonce, tag and the keyed hash of an address. */
const REFUSAL = 12 + 16 + 32;

const refusalKey = (token: Token): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', token, '', 'undersigned/refusal/v1', 32)));
const refusalPlace = (id: string) => `refusal/${id}`;

/**
 * What "it was not me" needs where the site cannot open an attempt: the keyed hash under which the address is to be
 * blocked. Only the letter's token opens it, which the database does not know: seized, it links nobody across petitions.
 */
export const sealRefusal = (token: Token, id: string, suppressionKey: Buffer): Buffer =>
  seal(refusalKey(token), suppressionKey, refusalPlace(id));

/** Throws when the token is not the attempt's own. */
export const openRefusal = (token: Token, id: string, sealed: Buffer): Buffer =>
  unseal(refusalKey(token), sealed.subarray(0, REFUSAL), refusalPlace(id));

/** What stands behind the refusal's part and goes over to the signature; nothing in a petition that only counts. */
export const recordBehindRefusal = (sealed: Buffer): Buffer | null =>
  sealed.length > REFUSAL ? sealed.subarray(REFUSAL) : null;

/**
 * The country that a signature is counted under: empty where none was given or the details were erased. Null when the
 * petition's keys are gone, or its mode tells the site no countries; they are then not counted.
 */
export async function readCountry(
  { mode, petitionId }: { readonly mode: PrivacyMode; readonly petitionId: string },
  id: string,
  sealed: Buffer | null,
): Promise<string | null> {
  if (!isOpenToSite(mode)) return null;
  if (!sealed) return '';
  const keys = await findDataKeys(petitionId);
  return keys && openSignature(keys, id, sealed).country;
}
