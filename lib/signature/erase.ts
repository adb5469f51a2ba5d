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
  await database().execute(sql`
    with erased as (update signatures set sealed = null where id = ${found.id} returning id)
    delete from consents where signature_id in (select id from erased)`);
  return 'erased';
}
