import { concat, readU64, u64 } from '../bytes.ts';
import { LARGEST, toUtf8 } from '../text.ts';
import { type Ed25519Signer, SIGNATURE_BYTES } from './ed25519.ts';
import { verifierKey, WITNESS_KEY } from './key.ts';
import type { NoteSignature } from './note.ts';

/** A witness's timestamped signature of a checkpoint, type 0x04: C2SP tlog-cosignature, "Ed25519 signed message". */

export interface Cosignature {
  /** POSIX seconds, 1 to 2^63-1: "MUST NOT omit the timestamp" (tlog-witness). */
  readonly time: bigint;
  readonly ed25519: Uint8Array;
}

/** `text` is the whole text of the checkpoint's note. */
export const cosignedMessage = (text: string, time: bigint): Uint8Array =>
  toUtf8(`cosignature/v1\ntime ${time}\n${text}`);

/** `timestamped_signature`: u64 time ‖ 64 bytes. Null when it is not one. */
export function readCosignature(signature: Uint8Array): Cosignature | null {
  if (signature.length !== 8 + SIGNATURE_BYTES) return null;
  const time = readU64(signature, 0);
  return time > 0n && time <= LARGEST ? { time, ed25519: signature.subarray(8) } : null;
}

/** Cosigns a checkpoint's text at `time`. Only a witness that has stored the checkpoint may call this. */
export async function cosign(text: string, name: string, signer: Ed25519Signer, time: bigint): Promise<NoteSignature> {
  if (time <= 0n || time > LARGEST) throw new RangeError('A cosignature needs a time after 1970.');
  const { id } = verifierKey(name, WITNESS_KEY, signer.publicKey);
  return { name, keyId: id, signature: concat(u64(time), await signer.sign(cosignedMessage(text, time))) };
}
