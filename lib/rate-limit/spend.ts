import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database, executePrepared } from '@/db/client.ts';
import { TICKET_UNTIL } from './limits.ts';

/**
 * Takes a ticket or a proof of work once, whichever instance it comes to. True for the first who comes with it. Only
 * those who were asked for proof come here: an ordinary signature costs no query for it.
 */
export async function spendProof(nonce: string): Promise<boolean> {
  const hash = createHash('sha256').update(nonce).digest('hex');
  const rows = await executePrepared(sql`
    insert into spent_proofs (proof_hash, ends_at)
    values (decode(${hash}, 'hex'), now() + ${TICKET_UNTIL} * interval '1 second')
    on conflict do nothing returning 1 as spent`);
  return rows.length > 0;
}

const PORTION = 5_000;

/** Forgets proofs that are too old to be taken anyway. Answers how many; call again until it is 0. */
export async function forgetSpentProofs(): Promise<number> {
  const rows = await database().execute(sql`
    delete from spent_proofs where proof_hash in (
      select proof_hash from spent_proofs where ends_at <= now() limit ${PORTION} for update skip locked
    ) returning 1`);
  return rows.length;
}
