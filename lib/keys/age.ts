import { createHash } from 'node:crypto';
import { armor, Encrypter } from 'age-encryption';
import { LRUCache } from 'lru-cache';
import { once } from '@/db/once.ts';
import { KeysAway } from './petition-keys.ts';

/** age (age-encryption.org/v1): what is sealed to a recipient opens with that recipient's identity alone. */

/** Native recipients alone: every release of the age program has known them. */
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;

/**
 * True for the public half of a key: well-formed, and with a checksum that holds, so that a slip of the hand is not
 * taken for a key that nobody has.
 */
export function isAgeRecipient(text: string): boolean {
  if (!RECIPIENT.test(text)) return false;
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    // The library's way of saying no.
    return false;
  }
}

/** For people to compare: the first 16 bytes of the SHA-256 of the recipient, in groups of four hexadecimal digits. */
export const fingerprintOf = (recipient: string): string =>
  (createHash('sha256').update(recipient).digest('hex').slice(0, 32).match(/.{4}/g) ?? []).join(' ');

const encrypters = () => once('age-encrypters', () => new LRUCache<string, Encrypter>({ max: 1_000 }));

function encrypterFor(recipient: string): Encrypter {
  const known = encrypters().get(recipient);
  if (known) return known;
  if (!isAgeRecipient(recipient)) throw new KeysAway('A petition has no key to seal to.');
  const made = new Encrypter();
  made.addRecipient(recipient);
  encrypters().set(recipient, made);
  return made;
}

/** An age file. Throws as if keys were away when the recipient is none: nothing must be kept unsealed instead (PV-03). */
export async function sealToRecipient(recipient: string, plain: string): Promise<Buffer> {
  return Buffer.from(await encrypterFor(recipient).encrypt(plain));
}

/** The same file as text that survives being pasted. */
export const armorAge = (file: Uint8Array): string => armor.encode(file);
