import { concat } from '../bytes.ts';

/**
 * Ed25519 (RFC 8032) by WebCrypto, which Node.js and the browsers have in common. It needs a page served over
 * https (or an onion address); where it is missing altogether these functions throw, for a browser that cannot
 * check a signature must not look like one that found it wrong.
 */

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** Something that signs with one key. The key itself may live in another process or device. */
export interface Ed25519Signer {
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}

export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  const key = await importPublicKey(publicKey);
  return key !== 'not-a-key' && crypto.subtle.verify('Ed25519', key, owned(signature), owned(message));
}

/** A signer from the 32-byte private key of RFC 8032 section 5.1.5 (the seed). Throws when it has another length. */
export async function ed25519Signer(seed: Uint8Array): Promise<Ed25519Signer> {
  const key = await crypto.subtle.importKey('pkcs8', owned(concat(PKCS8, seed)), 'Ed25519', true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', key);
  if (!x) throw new Error('The Ed25519 key has no public half.');
  return {
    publicKey: Uint8Array.from(atob(x.replaceAll('-', '+').replaceAll('_', '/')), (octet) => octet.charCodeAt(0)),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, owned(message))),
  };
}

/** RFC 8410 section 7: the octets that stand before the 32 of a private key. */
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

/** Some browsers refuse 32 octets that are no point of the curve here, others only when they verify. */
async function importPublicKey(octets: Uint8Array): Promise<CryptoKey | 'not-a-key'> {
  return crypto.subtle.importKey('raw', owned(octets), 'Ed25519', false, ['verify']).catch((fault: unknown) => {
    if (fault instanceof DOMException && fault.name === 'DataError') return 'not-a-key';
    throw fault;
  });
}

/** WebCrypto's types refuse memory that might be shared between threads; a copy never is. */
const owned = (octets: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(octets);
