import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { openNewsToken } from '../keys/news-keys.ts';
import type { Token } from '../token.ts';
import { type FoundSignature, findByToken } from './find.ts';

/** Whose letters a link turns on or off. */
export interface FoundFollower {
  readonly signature: FoundSignature;
  /** The link came in a letter of news, which is passed on: it opens the signer's choice about news and no more. */
  readonly isNewsLink: boolean;
}

/** What a token in a path of "following" leads to; null for one that leads nowhere, or nowhere any more. */
export async function findFollower(token: Token): Promise<FoundFollower | null> {
  const id = await openNewsToken(token);
  if (id) {
    const signature = await readSignature(id);
    return signature && { signature, isNewsLink: true };
  }
  const found = await findByToken(token);
  return found?.kind === 'signature' ? { signature: found, isNewsLink: false } : null;
}

async function readSignature(id: string): Promise<FoundSignature | null> {
  const [row] = await database().execute<{
    petition_id: string;
    version_id: string;
    partner_id: string | null;
    duplicate_key: string | null;
    sealed: string | null;
    confirmed_on: string;
  }>(sql`
    select petition_id, version_id, partner_id, encode(duplicate_key, 'hex') as duplicate_key, encode(sealed, 'hex') as sealed,
      confirmed_on::text from signatures where id = ${id} and withdrawn_on is null`);
  if (!row) return null;
  return {
    kind: 'signature',
    id,
    petitionId: row.petition_id,
    versionId: row.version_id,
    partnerId: row.partner_id,
    duplicateKey: row.duplicate_key === null ? null : Buffer.from(row.duplicate_key, 'hex'),
    sealed: row.sealed === null ? null : Buffer.from(row.sealed, 'hex'),
    confirmedOn: row.confirmed_on,
  };
}
