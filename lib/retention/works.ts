import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { findDataKeys } from '../keys/petition-keys.ts';
import { sealWithoutMailbox } from '../signature/sealed.ts';
import { petitionsDueFor, type RetentionWork } from './periods.ts';
import { idsOf, type Walk, type WalkedSignature, walkOn } from './walk.ts';

/** How much one call does at most, so that the jobs beside it get their turn: portions of 500. */
const PORTIONS = 20;

/**
 * Does what is due of a work, in portions; a call that is killed loses one of them, and the next goes on there.
 * Answers how many signatures it changed, and whether there is more to do.
 */
export async function keepPeriod(work: RetentionWork): Promise<{ readonly done: number; readonly more: boolean }> {
  let done = 0;
  let portions = 0;
  for (const petitionId of await petitionsDueFor(work)) {
    const walk: Walk = { petitionId, work, change: await changeOf(work, petitionId) };
    for (let changed = await walkOn(walk); changed !== null; changed = await walkOn(walk)) {
      done += changed;
      portions += 1;
      if (portions >= PORTIONS) return { done, more: true };
    }
    await clearBeside(work, petitionId);
  }
  return { done, more: false };
}

async function changeOf(work: RetentionWork, petitionId: string): Promise<Walk['change']> {
  switch (work) {
    case 'followers':
      return (tx, signatures) => forgetMailboxes(tx, petitionId, signatures);
    case 'details':
    case 'wiping':
      return forgetDetails;
    case 'severing':
      return sever;
  }
}

/** News has ended, and with it the reason to keep addresses. */
async function forgetMailboxes(
  tx: Transaction,
  petitionId: string,
  signatures: readonly WalkedSignature[],
): Promise<number> {
  await tx.execute(sql`
    delete from consents where kind in ('updates', 'partner-updates') and signature_id in ${idsOf(signatures)}`);
  const keys = await findDataKeys(petitionId);
  if (!keys) return 0;
  const changed = signatures.flatMap(({ id, sealed }) => {
    const without = sealed && sealWithoutMailbox(keys, id, sealed);
    return without ? [{ id, sealed: without.toString('hex') }] : [];
  });
  await writeSealed(tx, changed);
  return changed.length;
}

/** Writes what is sealed anew, all in one statement. The rows are locked by the walk. */
export async function writeSealed(
  tx: Transaction,
  changed: readonly { readonly id: string; readonly sealed: string }[],
): Promise<void> {
  if (changed.length === 0) return;
  await tx.execute(sql`
    update signatures s set sealed = decode(r.sealed, 'hex')
    from jsonb_to_recordset(${JSON.stringify(changed)}::text::jsonb) as r(id uuid, sealed text) where s.id = r.id`);
}

/** Names, countries and consents end; the signature stays in the count, as after an erasure. */
async function forgetDetails(tx: Transaction, signatures: readonly WalkedSignature[]): Promise<number> {
  const rows = await tx.execute(sql`
    update signatures set sealed = null, sealed_nonce = null where (sealed is not null or sealed_nonce is not null) and id in ${idsOf(signatures)} returning 1`);
  await tx.execute(sql`delete from consents where signature_id in ${idsOf(signatures)}`);
  return rows.length;
}

/**
 * The keyed hashes give way to random bytes. Under a destroyed key they tell nothing; under a copy of it that somebody
 * made in time they would. Lists are read in their order, so the column is not emptied.
 */
async function sever(tx: Transaction, signatures: readonly WalkedSignature[]): Promise<number> {
  const rows = await tx.execute(sql`
    update signatures set duplicate_key = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    where id in ${idsOf(signatures)} returning 1`);
  return rows.length;
}

/** What stands beside the signatures and ends with them. */
async function clearBeside(work: RetentionWork, petitionId: string): Promise<void> {
  if (work !== 'details' && work !== 'wiping') return;
  for (let gone = 1; gone > 0; ) {
    const rows = await database().execute(sql`
      delete from attempts where id in (
        select id from attempts where petition_id = ${petitionId} order by duplicate_key limit 500 for update skip locked
      ) returning 1`);
    gone = rows.length;
  }
  await database().execute(sql`delete from public_names where petition_id = ${petitionId}`);
  await database().execute(sql`
    update invalidation_runs set sealed_pattern = ''::bytea, cancelled_at = coalesce(cancelled_at,
      case when finished_at is null then now() end)
    where petition_id = ${petitionId} and sealed_pattern <> ''::bytea`);
}
