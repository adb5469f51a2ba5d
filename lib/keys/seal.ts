import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/**
 * AES-256-GCM with a fresh random nonce. `place` names the row the bytes belong to and is authenticated, so
 * that a sealed field moved to another row no longer opens.
 */
export function seal(key: CipherKey, plain: Buffer | string, place: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Throws when the key, the place or a byte is not the one it was sealed with. */
export function unseal(key: CipherKey, sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
}

/** Null when it does not open: for those who do not know yet which of several keys it was. */
export function unsealIfOpens(key: CipherKey, sealed: Buffer, place: string): Buffer | null {
  try {
    return unseal(key, sealed, place);
  } catch {
    return null;
  }
}
