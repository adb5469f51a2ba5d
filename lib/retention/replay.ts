import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { type Erasure, type ErasureKind, readErasures } from '../erasures/list.ts';
import { listKeys } from '../keys/key-files.ts';
import { destroyDuplicatesKey, destroyPetitionKeys, findDataKeys } from '../keys/petition-keys.ts';
import { dropLettersOf } from '../mail/drop-letters.ts';
import { eraseIn } from '../signature/erase.ts';
import { sealWithoutMailbox } from '../signature/sealed.ts';
import { emptySignature } from '../signature/withdraw.ts';

export interface Replayed {
  /** How many signatures, attempts and petitions were in a state that had been taken back. */
  readonly done: number;
  /** How many lines the list holds. */
  readonly listed: number;
}

const PORTION = 500;

/**
 * Takes back again what was taken back before a backup was restored (PV-06). Runs before every start: where nothing was
 * restored it finds nothing to do.
 */
export async function replayErasures(): Promise<Replayed> {
  const wishes = new Map<string, Erasure>();
  let listed = 0;
  for await (const erasure of readErasures()) {
    listed += 1;
    // Of a consent's lines the last one holds; the others happen once.
    wishes.set(`${erasure.kind.replace(/-(on|off)$/, '')} ${erasure.id}`, erasure);
  }
  let done = 0;
  const files = new Set(await listKeys());
  for (const portion of portionsOf([...wishes.values()])) {
    for (const erasure of await findResurrected(portion, files)) done += Number(await takeBack(erasure));
  }
  return { done, listed };
}

function* portionsOf(all: readonly Erasure[]): Generator<readonly Erasure[]> {
  for (let from = 0; from < all.length; from += PORTION) yield all.slice(from, from + PORTION);
}

/** Those of the list that database and KEY_DIR know nothing of: most often none. */
async function findResurrected(erasures: readonly Erasure[], files: ReadonlySet<string>): Promise<readonly Erasure[]> {
  const isBack = ({ id, kind }: Erasure) => keyKinds[kind]?.some((key) => files.has(`petition-${id}-${key}`)) ?? false;
  const unknown = await findUnknown(erasures);
  return [...unknown, ...erasures.filter((one) => isBack(one) && !unknown.some(({ id }) => id === one.id))];
}

/** What would lie in KEY_DIR again. */
const keyKinds: Readonly<Partial<Record<ErasureKind, readonly string[]>>> = {
  'duplicates-destroyed': ['duplicates'],
  'keys-destroyed': ['duplicates', 'data', 'data-old', 'data-next', 'entries'],
};

async function findUnknown(erasures: readonly Erasure[]): Promise<readonly Erasure[]> {
  const rows = await database().execute<{ kind: ErasureKind; id: string }>(sql`
    select r.kind, r.id::text from jsonb_to_recordset(${JSON.stringify(erasures)}::text::jsonb) as r(kind text, id uuid)
    where r.kind in ('withdrawn', 'erased', 'refused') and exists (select from attempts a where a.id = r.id)
      or r.kind = 'withdrawn' and exists (select from signatures s where s.id = r.id and withdrawn_on is null)
      or r.kind = 'erased' and exists (
        select from signatures s where s.id = r.id and withdrawn_on is null
          and (sealed is not null or exists (select from consents c where c.signature_id = s.id)))
      or r.kind like '%-off' and exists (
        select from consents c where c.signature_id = r.id and c.kind = left(r.kind, -4))
      or r.kind in ('duplicates-destroyed', 'keys-destroyed') and exists (select from petitions p where p.id = r.id)
        and not exists (
          select from key_destructions k where k.petition_id = r.id and (k.keys = 'all' or r.kind = 'duplicates-destroyed')
        )`);
  return rows;
}

async function takeBack({ id, kind }: Erasure): Promise<boolean> {
  switch (kind) {
    case 'duplicates-destroyed':
    case 'keys-destroyed':
      return destroyAgain(id, kind);
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
  const attempts = await tx.execute(sql`delete from attempts where id = ${id} returning 1`);
  if (attempts.length > 0 || kind === 'refused') return attempts.length > 0;
  const [row] = await tx.execute<{ petition: string }>(sql`
    select petition_id as petition from signatures where id = ${id} and withdrawn_on is null`);
  // Nobody is written to: the letter about it went out when it was done first.
  if (row) await (kind === 'withdrawn' ? emptySignature : eraseIn)(tx, { id, petitionId: row.petition });
  return row !== undefined;
}

/** A consent ends; without consent to letters the mailbox goes, too. */
async function endConsent(tx: Transaction, id: string, kind: ConsentKind): Promise<boolean> {
  const [row] = await tx.execute<{ petition: string; sealed: Buffer | null }>(sql`
    select petition_id as petition, sealed from signatures where id = ${id} and withdrawn_on is null for update`);
  if (!row) return false;
  await tx.execute(sql`delete from consents where signature_id = ${id} and kind = ${kind}`);
  const follows = await tx.execute(sql`
    select from consents where signature_id = ${id} and kind in ('updates', 'partner-updates')`);
  const keys = row.sealed && follows.length === 0 ? await findDataKeys(row.petition) : null;
  const sealed = keys && row.sealed && sealWithoutMailbox(keys, id, row.sealed);
  if (sealed) await tx.execute(sql`update signatures set sealed = ${sealed} where id = ${id}`);
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
