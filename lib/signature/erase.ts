import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { noteErasures } from '../erasures/list.ts';
import { takeBackNews } from '../mail/news.ts';
import type { Token } from '../token.ts';
import { sayFarewell } from './farewell.ts';
import { type FoundSignature, findByToken, type HeldSignature, holdSignature } from './find.ts';
import { hideName } from './public-names.ts';

export type EraseOutcome = 'erased' | 'unknown';

/**
 * Deletes name, country and address and takes back every consent, while the signature stays in the count.
 * What is left is the keyed hash that keeps one mailbox from counting twice, and the lock behind which it stands which
 * entry of the log is this signature's, for the day on which it is withdrawn. No receipt can be had any more.
 */
export async function eraseDetails(token: Token): Promise<EraseOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return 'unknown';
  await database().transaction(async (tx) => {
    const held = await eraseIn(tx, found);
    if (held) await sayFarewell(tx, found.id, held, 'erased');
  });
  return 'erased';
}

/** Inside the caller's transaction. Noted outside the database, too (lib/erasures). */
export async function eraseIn(
  tx: Transaction,
  { id, petitionId }: Pick<FoundSignature, 'id' | 'petitionId'>,
): Promise<HeldSignature | null> {
  const held = await holdSignature(tx, id);
  if (held) await forgetCountry(tx, held);
  await tx.execute(sql`update signatures set sealed = null, sealed_nonce = null where id = ${id}`);
  // A statement of its own: it sees the consents of a choice that the first one had to wait for.
  await tx.execute(sql`delete from consents where signature_id = ${id}`);
  await takeBackNews(tx, petitionId, [id]);
  await hideName(tx, petitionId, id);
  await noteErasures([{ kind: 'erased', id }], await currentTime());
  return held;
}

/** From now on it is counted under no country. Up before down, so that no fold between the two finds too few. */
async function forgetCountry(tx: Transaction, { counts, country, petitionId }: HeldSignature): Promise<void> {
  if (!counts || !country) return;
  await tx.execute(sql`
    insert into count_changes (petition_id, country, confirmed)
    values (${petitionId}, '', 1), (${petitionId}, ${country}, -1)`);
}
