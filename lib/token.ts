import { createHash, randomBytes, randomInt } from 'node:crypto';

declare const brand: unique symbol;

/** 256 random bits in base64url: 43 characters. It travels in a letter and is never stored, only its hash. */
export type Token = string & { readonly [brand]: 'token' };

export function newToken(): Token {
  return randomBytes(32).toString('base64url') as Token;
}

/** The token in a URL segment, or null when it cannot be one. */
export function readToken(segment: string): Token | null {
  // The last of 43 characters carries four bits; the others of its alphabet would name the same bytes twice.
  return /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(segment) ? (segment as Token) : null;
}

export function hashToken(token: Token): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Letters and digits that nobody mistakes for each other on a poster or over the phone. */
const PLAIN_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A short code for a link that is no secret. */
export function newShortCode(): string {
  return Array.from({ length: 6 }, () => PLAIN_SIGNS[randomInt(PLAIN_SIGNS.length)]).join('');
}
