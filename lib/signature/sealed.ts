import type { ConsentKind } from '@/db/schema/signature.ts';
import type { Locale } from '../i18n/locales.ts';
import { type DataKeys, findDataKeys, openUnder } from '../keys/petition-keys.ts';
import { seal } from '../keys/seal.ts';
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

/**
 * The country that a signature is counted under: empty where none was given or the details were erased. Null when the
 * petition's keys are gone; its countries are then no longer counted.
 */
export async function readCountry(petitionId: string, id: string, sealed: Buffer | null): Promise<string | null> {
  if (!sealed) return '';
  const keys = await findDataKeys(petitionId);
  return keys && openSignature(keys, id, sealed).country;
}
