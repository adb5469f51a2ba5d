import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import type { Erasure } from '../erasures/list.ts';
import { destroyDuplicatesKey, destroyPetitionKeys, findDataKeys } from '../keys/petition-keys.ts';
import { dropLettersOf } from '../mail/drop-letters.ts';
import { hideAllNames } from '../publication/tighten.ts';
import { eraseIn } from '../signature/erase.ts';
import { hideName } from '../signature/public-names.ts';
import { sealWithoutMailbox } from '../signature/sealed.ts';
import { displayKinds } from '../signature/shown-name.ts';
import { emptySignature } from '../signature/withdraw.ts';

/** Does again what the erasure list tells of and a restore has undone. True when there was something to do. */
export async function takeBack({ id, kind }: Erasure): Promise<boolean> {
  switch (kind) {
    case 'duplicates-destroyed':
    case 'keys-destroyed':
      return destroyAgain(id, kind);
    case 'made-private':
      return database().transaction((tx) => makePrivateAgain(tx, id));
    case 'withdrawn':
    case 'erased':
    case 'refused':
      return database().transaction((tx) => takeBackSignature(tx, id, kind));
    default:
      return database().transaction((tx) => endConsent(tx, id, kind.slice(0, -4) as ConsentKind));
  }
}

async function takeBackSignature(tx: Transaction, id: string, kind: 'withdrawn' | 'erased' | 'refused') {
  // In an older state of the database a signature may still be the attempt it came from.
  await tx.execute(sql`delete from letters where id = ${id} and batch_id is null`);
  // What else was posted with its address was deleted with it.
  const attempts = await tx.execute(sql`
    with gone as (
      delete from attempts where (petition_id, duplicate_key) in (
        select petition_id, duplicate_key from attempts where id = ${id}
      ) returning id
    ), unsent as (
      delete from letters where id in (select id from gone) and batch_id is null
    )
    select id from gone`);
  if (attempts.length > 0 || kind === 'refused') return attempts.length > 0;
  const [row] = await tx.execute<{ petition: string }>(sql`
    select petition_id as petition from signatures where id = ${id} and withdrawn_on is null`);
  // Nobody is written to: the letter about it went out when it was done first.
  if (row) await (kind === 'withdrawn' ? emptySignature : eraseIn)(tx, { id, petitionId: row.petition });
  return row !== undefined;
}

/** A consent ends, and what was done by it: the name is shown no more; without consent to letters the mailbox goes. */
async function endConsent(tx: Transaction, id: string, kind: ConsentKind): Promise<boolean> {
  const [row] = await tx.execute<{ petition: string; sealed: Buffer | null }>(sql`
    select petition_id as petition, sealed from signatures where id = ${id} and withdrawn_on is null for update`);
  if (!row) return false;
  await tx.execute(sql`delete from consents where signature_id = ${id} and kind = ${kind}`);
  if (displayKinds.some((one) => one === kind)) await hideName(tx, row.petition, id);
  const follows = await tx.execute(sql`
    select from consents where signature_id = ${id} and kind in ('updates', 'partner-updates')`);
  const keys = row.sealed && follows.length === 0 ? await findDataKeys(row.petition) : null;
  const sealed = keys && row.sealed && sealWithoutMailbox(keys, id, row.sealed);
  if (sealed) await tx.execute(sql`update signatures set sealed = ${sealed} where id = ${id}`);
  return true;
}

/** The names that were shown had been deleted when the petition became private. */
async function makePrivateAgain(tx: Transaction, petitionId: string): Promise<boolean> {
  await tx.execute(sql`
    update petitions set privacy_mode = 'private', settings_revision = settings_revision + 1
    where id = ${petitionId} and privacy_mode = 'public'`);
  await hideAllNames(tx, petitionId);
  return true;
}

/** Key files come back with a backup of KEY_DIR, and the record of their end goes with one of the database. */
async function destroyAgain(petitionId: string, kind: 'duplicates-destroyed' | 'keys-destroyed'): Promise<boolean> {
  const keys = kind === 'keys-destroyed' ? 'all' : 'duplicates';
  if (keys === 'all') await destroyPetitionKeys(new Set([petitionId]));
  else await destroyDuplicatesKey(petitionId);
  return database().transaction(async (tx) => {
    if (keys === 'all') {
      await dropLettersOf(tx, [petitionId]);
      await tx.execute(sql`
        update petitions set closed_at = now() where id = ${petitionId} and coalesce(least(closed_at, closes_at) > now(), true)`);
    }
    await tx.execute(sql`
      insert into key_destructions (petition_id, keys, cause, fingerprints, begun_at, destroyed_at)
      values (${petitionId}, ${keys}, ${keys === 'all' ? 'operator' : 'closed'}, '', now(), now())
      on conflict do nothing`);
    return true;
  });
}
