import { concat, readU16, uint } from '../bytes.ts';
import { NONCE_BYTES } from '../entry/commitment.ts';
import { ATTESTED_ENTRY_BYTES, ENTRY_BYTES } from '../entry/entry.ts';

/** What a signer's receipt carries besides the proof: 0x01 ‖ entry ‖ u16 text version ‖ nonce[32]. */
export interface ReceiptExtra {
  /** 72 or 136 bytes. */
  readonly entry: Uint8Array;
  readonly textVersion: number;
  readonly nonce: Uint8Array;
}

const VERSION = 1;
const AFTER_ENTRY = 2 + NONCE_BYTES;

export const encodeExtra = ({ entry, textVersion, nonce }: ReceiptExtra): Uint8Array =>
  concat(uint(8, VERSION), entry, uint(16, textVersion), nonce);

/** Null when it is not this kind of extra. The lengths tell the two kinds of entry apart. */
export function decodeExtra(octets: Uint8Array): ReceiptExtra | null {
  const end = octets.length - AFTER_ENTRY;
  if (octets[0] !== VERSION || (end !== 1 + ENTRY_BYTES && end !== 1 + ATTESTED_ENTRY_BYTES)) return null;
  return {
    entry: octets.subarray(1, end),
    textVersion: readU16(octets, end),
    nonce: octets.subarray(end + 2),
  };
}
