import { toUtf8 } from '../text.ts';
import { cosignedMessage, readCosignature } from './cosignature.ts';
import { verifyEd25519 } from './ed25519.ts';
import { LOG_KEY, type VerifierKey, WITNESS_KEY } from './key.ts';
import type { Note, NoteSignature } from './note.ts';

/** Checking a note against the keys one trusts: C2SP signed-note, "Signatures". */

export interface VerifiedSignature {
  readonly key: VerifierKey;
  readonly signature: NoteSignature;
  /** POSIX seconds of a cosignature; null for a log's own signature, which has no time. */
  readonly time: bigint | null;
}

export type SignatureRefusal = 'signature-wrong' | 'no-known-signature';

/**
 * All signatures by known keys. Lines of unknown keys (another name, another id, a type nobody here can check)
 * are skipped; one wrong signature by a known key refuses the note; so does having none at all.
 */
export async function verifyNote(
  note: Note,
  keys: readonly VerifierKey[],
): Promise<VerifiedSignature[] | SignatureRefusal> {
  const verified = await verifySignatures(note.text, note.signatures, keys);
  return verified !== 'signature-wrong' && verified.length === 0 ? 'no-known-signature' : verified;
}

/** The same for lines that came apart from their text, as from a witness. There may be none. */
export async function verifySignatures(
  text: string,
  signatures: readonly NoteSignature[],
  keys: readonly VerifierKey[],
): Promise<VerifiedSignature[] | 'signature-wrong'> {
  const known = new Map(keys.filter(isCheckable).map((key) => [`${key.name} ${key.id}`, key]));
  const verified: VerifiedSignature[] = [];
  for (const signature of signatures) {
    const key = known.get(`${signature.name} ${signature.keyId}`);
    if (!key) continue;
    const found = await verifySignature(text, signature, key);
    if (!found) return 'signature-wrong';
    verified.push(found);
  }
  return verified;
}

const isCheckable = (key: VerifierKey): boolean => key.type === LOG_KEY || key.type === WITNESS_KEY;

async function verifySignature(
  text: string,
  signature: NoteSignature,
  key: VerifierKey,
): Promise<VerifiedSignature | null> {
  if (key.type === LOG_KEY) {
    const holds = await verifyEd25519(key.publicKey, toUtf8(text), signature.signature);
    return holds ? { key, signature, time: null } : null;
  }
  const cosignature = readCosignature(signature.signature);
  if (!cosignature) return null;
  const message = cosignedMessage(text, cosignature.time);
  const holds = await verifyEd25519(key.publicKey, message, cosignature.ed25519);
  return holds ? { key, signature, time: cosignature.time } : null;
}
