import { sameBytes } from './bytes.ts';

/**
 * How the C2SP texts write octets and numbers. Readers accept one spelling only, so that a value has one text
 * (but for the signatures of notes), and answer null for anything else.
 */

/** Sizes and times go up to 2^63-1 (tlog-cosignature, "Format"; the proofs' 63 levels). */
export const LARGEST = 2n ** 63n - 1n;

export function toUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text, or null when the octets are not valid UTF-8. A byte order mark stays in the text. */
export function fromUtf8(octets: Uint8Array): string | null {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets);
  return sameBytes(toUtf8(text), octets) ? text : null;
}

/** RFC 4648 section 4, padded. */
export function toBase64(octets: Uint8Array): string {
  let latin1 = '';
  for (const octet of octets) latin1 += String.fromCharCode(octet);
  return btoa(latin1);
}

/** RFC 4648 section 4; padding is required, and the bits it leaves over must be zero (section 3.5). */
export function fromBase64(text: string): Uint8Array | null {
  const octets = fromLooseBase64(text);
  return octets && toBase64(octets) === text ? octets : null;
}

/** The same with any bits left over: Go's reader takes them, and so do the notes' verifiers in use. */
export function fromLooseBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

const HEX = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

/** Lower-case hex (signed-note, "Conventions"). */
export function toHex(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += HEX[octet];
  return text;
}

export function fromHex(text: string): Uint8Array | null {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

/** ASCII decimal without leading zeros, 0 to 2^63-1 (tlog-checkpoint, "Note text", line 2). */
export function fromDecimal(text: string): bigint | null {
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(text)) return null;
  const value = BigInt(text);
  return value <= LARGEST ? value : null;
}
