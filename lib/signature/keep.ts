import { petitionKeys } from '../keys/petition-keys.ts';
import type { Petition } from '../petition/read.ts';
import type { Token } from '../token.ts';
import { type AttemptSecrets, sealAttempt, sealRefusal } from './sealed.ts';

/** One posting, in memory. */
export interface Posted extends AttemptSecrets {
  readonly id: string;
  readonly token: Token;
  /** The keyed hash under which the address would be blocked. */
  readonly suppressionKey: Buffer;
}

/** What an attempt keeps until it is confirmed, by the petition's mode (safety.md §7.2). Throws without its keys. */
export async function sealPosted(petition: Petition, posted: Posted): Promise<Buffer> {
  const { id, suppressionKey, token, ...typed } = posted;
  switch (petition.privacyMode) {
    case 'public':
    case 'private':
      return sealAttempt(await petitionKeys(petition.id), id, { ...typed, token });
    case 'sealed':
      throw new Error('Not yet.');
    case 'count-only':
      return sealRefusal(token, id, suppressionKey);
  }
}
