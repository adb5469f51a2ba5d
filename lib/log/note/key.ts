import { concat } from '../bytes.ts';
import { sha256 } from '../merkle/sha256.ts';
import { fromBase64, toBase64, toHex, toUtf8 } from '../text.ts';

/** Names, key ids and verifier keys: C2SP signed-note, "Signatures" and "Verifier keys". */

/** The signature types this log knows of: signed-note, "Signature types". */
export const LOG_KEY = 0x01;
export const WITNESS_KEY = 0x04;
/** Named so that policies may list such keys; nothing here can check their signatures yet. */
export const ML_DSA_WITNESS_KEY = 0x06;

const KEY_BYTES: ReadonlyMap<number, number> = new Map([
  [LOG_KEY, 32],
  [WITNESS_KEY, 32],
  [ML_DSA_WITNESS_KEY, 1312],
]);

export interface VerifierKey {
  readonly name: string;
  /** Eight lower-case hex digits. */
  readonly id: string;
  readonly type: number;
  readonly publicKey: Uint8Array;
}

export type VkeyRefusal = 'vkey-malformed' | 'vkey-type-unknown' | 'vkey-id-wrong';

/** Not empty, no Unicode spaces, no plus sign, nothing a note could not carry. */
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}\p{Surrogate}+\p{Cc}]+$/u.test(name);

/** SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]. */
export function keyId(name: string, type: number, publicKey: Uint8Array): string {
  return toHex(sha256(toUtf8(name), Uint8Array.of(0x0a, type), publicKey).subarray(0, 4));
}

export function verifierKey(name: string, type: number, publicKey: Uint8Array): VerifierKey {
  return { name, id: keyId(name, type, publicKey), type, publicKey };
}

/** `<name>+<id>+<base64(type ‖ public key)>`. */
export function formatVkey(key: VerifierKey): string {
  return `${key.name}+${key.id}+${toBase64(concat(Uint8Array.of(key.type), key.publicKey))}`;
}

/** The name has no plus sign but base64 may, so the first two are the separators. */
export function parseVkey(vkey: string): VerifierKey | VkeyRefusal {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const [type, ...publicKey] = fromBase64(encoded ?? '') ?? [];
  if (!name || !isKeyName(name) || type === undefined) return 'vkey-malformed';
  if (!KEY_BYTES.has(type)) return 'vkey-type-unknown';
  if (publicKey.length !== KEY_BYTES.get(type)) return 'vkey-malformed';
  const key = verifierKey(name, type, Uint8Array.from(publicKey));
  return key.id === id ? key : 'vkey-id-wrong';
}
