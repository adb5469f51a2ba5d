import { concat, sameBytes, uint } from '../bytes.ts';
import { sha256 } from '../merkle/sha256.ts';
import { toUtf8 } from '../text.ts';
import { normalAddress } from './address.ts';
import { fromUuid } from './entry.ts';

/**
 * What stands in the log for a signature. Petition and version bind what was signed; the nonce hides who signed,
 * and erasing it is the erasure; the address lets the signer see that the entry is theirs alone.
 */
export interface Opening {
  /** UUID. */
  readonly petition: string;
  /** 0 to 65,535. */
  readonly textVersion: number;
  /** 32 random bytes, drawn for this signature and never derived from anything. */
  readonly nonce: Uint8Array;
  readonly email: string;
}

export const NONCE_BYTES = 32;

const DOMAIN_SEPARATOR = toUtf8('petition-log/v1/sign\0');

/**
 * SHA-256(`petition-log/v1/sign` 0x00 ‖ petition ‖ u16 text version ‖ u16 length ‖ nonce ‖ u16 length ‖ email).
 * Throws when the nonce has another length or the email is no address: the form has refused those long before.
 */
export function commitmentOf({ petition, textVersion, nonce, email }: Opening): Uint8Array {
  const address = normalAddress(email);
  if (address === null || nonce.length !== NONCE_BYTES)
    throw new Error('A commitment needs an address and 32 random bytes.');
  const text = concat(fromUuid(petition), uint(16, textVersion));
  const octets = toUtf8(address);
  return sha256(DOMAIN_SEPARATOR, text, uint(16, nonce.length), nonce, uint(16, octets.length), octets);
}

/** Does the commitment open to this address? The email is outside data and may be anything. */
export function opensTo(commitment: Uint8Array, opening: Opening): 'opens' | 'not-an-address' | 'opens-to-another' {
  if (normalAddress(opening.email) === null) return 'not-an-address';
  return sameBytes(commitmentOf(opening), commitment) ? 'opens' : 'opens-to-another';
}
