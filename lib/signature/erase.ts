import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { Token } from '../token.ts';
import { findByToken } from './find.ts';

export type EraseOutcome = 'erased' | 'unknown';

/**
 * Deletes name, country and address and takes back every consent, while the signature stays in the count.
 * What is left is the keyed hash that keeps one mailbox from counting twice.
 */
export async function eraseDetails(token: Token): Promise<EraseOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return 'unknown';
  await database().transaction(async (tx) => {
    await tx.execute(sql`update signatures set sealed = null where id = ${found.id}`);
    // A statement of its own: it sees the consents of a choice that the first one had to wait for.
    await tx.execute(sql`delete from consents where signature_id = ${found.id}`);
  });
  return 'erased';
}
