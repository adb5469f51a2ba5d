import { sealToRecipient } from '../keys/age.ts';
import { KeysAway, petitionKeys } from '../keys/petition-keys.ts';
import type { Petition } from '../petition/read.ts';
import { keyInUse } from '../petition/sealing.ts';
import type { Token } from '../token.ts';
import { type AttemptSecrets, sealAttempt, sealRefusal } from './sealed.ts';

/** One posting, in memory. */
export interface Posted extends AttemptSecrets {
  readonly id: string;
  readonly token: Token;
  /** The keyed hash under which the address would be blocked. */
  readonly suppressionKey: Buffer;
}

/**
 * What an attempt keeps until it is confirmed, by the petition's mode (safety.md §7.2). Throws without its keys: what
 * cannot be sealed is not kept (PV-03).
 */
export async function sealPosted(petition: Petition, posted: Posted, now: Date): Promise<Buffer> {
  const { id, suppressionKey, token, ...typed } = posted;
  switch (petition.privacyMode) {
    case 'public':
    case 'private':
      return sealAttempt(await petitionKeys(petition.id), id, { ...typed, token });
    case 'sealed':
      return Buffer.concat([sealRefusal(token, id, suppressionKey), await sealRecord(petition, posted, now)]);
    case 'count-only':
      return sealRefusal(token, id, suppressionKey);
  }
}

/** What the team's own key opens of one signature: one line of JSON, and blanks behind it. */
export interface SealedRecord {
  readonly v: 1;
  /** The signature's own random id: a record moved to another row is seen. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
  readonly language: string;
  readonly consents: readonly string[];
  /** UTC day of the form, "2026-11-22". */
  readonly day: string;
}

/** In bytes. How long a record is must not tell how long a name is. */
const BLOCK = 256;

async function sealRecord(petition: Petition, posted: Posted, now: Date): Promise<Buffer> {
  const key = keyInUse(petition.sealingKeys, now);
  if (!key) throw new KeysAway('A petition has no key to seal to.');
  const { consents, country, id, language, mailbox, name } = posted;
  const day = now.toISOString().slice(0, 10);
  const record: SealedRecord = { v: 1, id, name, address: mailbox, country, language, consents, day };
  const line = JSON.stringify(record);
  // With its line feed: opened one after the other, records make a file of lines.
  const length = Buffer.byteLength(line) + 1;
  return sealToRecipient(key.recipient, `${line}${' '.repeat(Math.ceil(length / BLOCK) * BLOCK - length)}\n`);
}
