import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { noteErasures } from '../erasures/list.ts';
import { warnOf } from '../journal.ts';
import { takeBackNews } from '../mail/news.ts';
import type { Token } from '../token.ts';
import { appendWithdrawal } from '../transparency/append.ts';
import { type LockedEntry, openEntry } from '../transparency/locks.ts';
import { sayFarewell } from './farewell.ts';
import { type FoundSignature, findByToken, type HeldSignature, holdSignature } from './find.ts';
import { hideName } from './public-names.ts';

export type WithdrawOutcome = 'withdrawn' | 'unknown';

/**
 * Takes a signature out of the count and erases all that was kept with it. What stays is a random id and the
 * day, which point to nobody. The address may sign again.
 */
export async function withdrawSignature(token: Token): Promise<WithdrawOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return 'unknown';
  return database().transaction(async (tx) => {
    const held = await emptySignature(tx, found, token);
    if (held) await sayFarewell(tx, found.id, held, 'withdrawn');
    return held ? 'withdrawn' : 'unknown';
  });
}

/**
 * Answers what it held when this call did it; null when it was withdrawn before. Noted outside the database, too
 * (lib/erasures). The token opens which entry of the log is meant, also where the petition's keys are destroyed.
 */
export async function emptySignature(
  tx: Transaction,
  { id: signatureId, petitionId }: Pick<FoundSignature, 'id' | 'petitionId'>,
  token?: Token,
): Promise<HeldSignature | null> {
  const signature = await holdSignature(tx, signatureId);
  if (!signature) return null;
  // What was taken out of the count is out of the log's, too.
  if (signature.counts) await leaveLog(tx, { ...signature, id: signatureId }, token);
  await tx.execute(sql`
    with held as (
      select * from signatures where id = ${signatureId}
    ), withdrawn as (
      update signatures set withdrawn_on = (now() at time zone 'UTC')::date, duplicate_key = null, token_hash = null,
        sealed = null, sealed_nonce = null, sealed_entry = null, partner_id = null, share_code = null
      where id in (select id from held)
    ), locked as (
      -- In the order of confirm.ts.
      select id from attempts where (petition_id, duplicate_key) in (select petition_id, duplicate_key from held)
      order by duplicate_key, id
      for update
    ), forgotten as (
      delete from attempts where id in (select id from locked)
    ), unsent as (
      delete from letters where id in (select id from locked) and batch_id is null
    ), counted as (
      insert into count_changes (petition_id, partner_id, share_code, country, withdrawn)
      select petition_id, partner_id, share_code, ${signature.country}::text, 1 from held where invalidated_on is null
    )
    select id from held`);
  // A statement of its own: it sees the consents of a choice that the first one had to wait for.
  await tx.execute(sql`delete from consents where signature_id = ${signatureId}`);
  await takeBackNews(tx, petitionId, [signatureId]);
  await hideName(tx, petitionId, signatureId);
  await noteErasures([{ kind: 'withdrawn', id: signatureId }], await currentTime());
  return signature;
}

async function leaveLog(tx: Transaction, signature: LockedEntry, token?: Token): Promise<void> {
  if (!signature.sealedEntry) return;
  const commitment = await openEntry(signature, token);
  if (commitment) await appendWithdrawal(tx, signature.petitionId, commitment);
  else warnOf('a withdrawal cannot be told to the log: no key opens its entry');
}
