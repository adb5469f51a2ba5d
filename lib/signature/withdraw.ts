import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { noteErasures } from '../erasures/list.ts';
import { takeBackNews } from '../mail/news.ts';
import type { Token } from '../token.ts';
import { sayFarewell } from './farewell.ts';
import { type FoundSignature, findByToken, type HeldSignature, holdSignature } from './find.ts';

export type WithdrawOutcome = 'withdrawn' | 'unknown';

/**
 * Takes a signature out of the count and erases all that was kept with it. What stays is a random id and the
 * day, which point to nobody. The address may sign again.
 */
export async function withdrawSignature(token: Token): Promise<WithdrawOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return 'unknown';
  return database().transaction(async (tx) => {
    const held = await emptySignature(tx, found);
    if (held) await sayFarewell(tx, found.id, held, 'withdrawn');
    return held ? 'withdrawn' : 'unknown';
  });
}

/**
 * Answers what it held when this call did it; null when it was withdrawn before. Noted outside the database, too
 * (lib/erasures).
 */
export async function emptySignature(
  tx: Transaction,
  { id: signatureId, petitionId }: Pick<FoundSignature, 'id' | 'petitionId'>,
): Promise<HeldSignature | null> {
  const signature = await holdSignature(tx, signatureId);
  if (!signature) return null;
  await tx.execute(sql`
    with held as (
      select * from signatures where id = ${signatureId}
    ), withdrawn as (
      update signatures set withdrawn_on = (now() at time zone 'UTC')::date, duplicate_key = null, token_hash = null,
        sealed = null, partner_id = null, share_code = null
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
  await noteErasures([{ kind: 'withdrawn', id: signatureId }], await currentTime());
  return signature;
}
