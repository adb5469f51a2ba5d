import { createCipheriv, createDecipheriv, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Token } from '../token.ts';
import { readKey, readOrMakeKey } from './key-files.ts';

/**
 * Letters of news carry a token that turns letters on or off and opens nothing else: news is passed on. It is drawn
 * from the signature's id, so that nothing is stored for it, and nobody without the keys can tell whose it is.
 */

const [CIPHER, MARK, LETTERS] = ['news-cipher', 'news-mark', 'news-letters'];

/** In bytes, of the hidden id and of the mark behind it. */
const HALF = 16;

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const idOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A single block, and each id is another one: the one use for which AES without a mode is what it takes. */
const blockOf = (key: KeyObject) => createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);

const markOf = (key: KeyObject, hidden: Buffer): Buffer =>
  createHmac('sha256', key).update(hidden).digest().subarray(0, HALF);

/** The signature's token in letters of news, the same in each of them. */
export async function newsToken(signatureId: string): Promise<Token> {
  const [cipher, mark] = await Promise.all([readOrMakeKey(CIPHER), readOrMakeKey(MARK)]);
  const hidden = blockOf(cipher).update(bytesOf(signatureId));
  // The cast holds because 32 bytes are a token's length.
  return Buffer.concat([hidden, markOf(mark, hidden)]).toString('base64url') as Token;
}

/** The signature that a token of news stands for; null for every token that we did not make. */
export async function openNewsToken(token: Token): Promise<string | null> {
  const [cipher, mark] = await Promise.all([readKey(CIPHER), readKey(MARK)]);
  const bytes = Buffer.from(token, 'base64url');
  if (!cipher || !mark || bytes.length !== 2 * HALF) return null;
  const hidden = bytes.subarray(0, HALF);
  if (!timingSafeEqual(bytes.subarray(HALF), markOf(mark, hidden))) return null;
  return idOf(createDecipheriv('aes-256-ecb', cipher, null).setAutoPadding(false).update(hidden));
}

/** The id of the one letter that a signer gets of an update. Whoever has no key cannot tell whose it is. */
export async function newsLetterId(updateId: string, signatureId: string): Promise<string> {
  const key = await readOrMakeKey(LETTERS);
  const id = createHmac('sha256', key).update(bytesOf(updateId)).update(bytesOf(signatureId)).digest();
  return idOf(id.subarray(0, HALF));
}
