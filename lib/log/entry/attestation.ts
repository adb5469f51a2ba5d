import { concat } from '../bytes.ts';
import { verifyEd25519 } from '../note/ed25519.ts';
import { toUtf8 } from '../text.ts';
import { type Entry, fromUuid } from './entry.ts';

/** An attester saw the signer's mailbox itself; inventing such signatures takes its collusion. */

const DOMAIN_SEPARATOR = toUtf8('petition-log/v1/attest\0');

/** `petition-log/v1/attest` 0x00 ‖ petition ‖ commitment: what an attester signs with Ed25519. */
export const attestedMessage = (petition: string, commitment: Uint8Array): Uint8Array =>
  concat(DOMAIN_SEPARATOR, fromUuid(petition), commitment);

/** Whether the entry carries that attester's signature; the key comes from the petition's canonical text. */
export async function isAttestedBy(entry: Entry, publicKey: Uint8Array): Promise<boolean> {
  if (!entry.attestation) return false;
  return verifyEd25519(publicKey, attestedMessage(entry.petition, entry.digest), entry.attestation);
}
