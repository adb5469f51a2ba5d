import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { placeOf as patternPlace } from '../invalidation/stage.ts';
import { REMEMBERED_FOR } from '../keys/key-files.ts';
import {
  type DataKeys,
  destroyOldDataKey,
  findDataKeys,
  layNextDataKey,
  openUnder,
  promoteNextDataKey,
} from '../keys/petition-keys.ts';
import { seal, unsealIfOpens } from '../keys/seal.ts';
import { attemptPlace, signaturePlace } from '../signature/sealed.ts';
import { type WalkedSignature, walkOn } from './walk.ts';
import { writeSealed } from './works.ts';

/**
 * A petition's data key gives way to a new one while people sign. Every process remembers keys for some seconds, so
 * each step waits for the one before to be known everywhere:
 *
 * 1. The next key lies beside the one in use. Nobody seals with it yet, everybody comes to know it.
 * 2. It takes the other one's place. What is new is sealed with it; the other one still opens.
 * 3. When nobody seals with the old one any more, what it sealed is sealed anew, in portions.
 * 4. The old key is destroyed.
 *
 * The steps stand in key_rotations, each is safe to do twice, and any worker goes on where another one ended.
 */
const KNOWN_EVERYWHERE = sql`interval '${sql.raw(String((REMEMBERED_FOR + 10_000) / 1000))} seconds'`;

export type RotationOutcome = 'begun' | 'under-way' | 'no-keys';

export async function beginRotation(petitionId: string, actor: string, now: Date): Promise<RotationOutcome> {
  if (!(await findDataKeys(petitionId))) return 'no-keys';
  return database().transaction(async (tx) => {
    const [petition] = await tx.execute<{ slug: string; coalition_id: string }>(sql`
      select p.slug, c.coalition_id from petitions p join campaigns c on c.id = p.campaign_id
      where p.id = ${petitionId} and not exists (select from key_destructions k where k.petition_id = p.id and keys = 'all')
      for no key update of p`);
    if (!petition) return 'no-keys';
    const begun = await tx.execute(sql`
      insert into key_rotations (petition_id, begun_at) values (${petitionId}, clock_timestamp())
      on conflict do nothing returning 1`);
    if (begun.length === 0) return 'under-way';
    await tx.execute(sql`delete from petition_works where petition_id = ${petitionId} and work = 'resealing'`);
    await layNextDataKey(petitionId);
    const subject = { petition: petitionId, slug: petition.slug };
    const record = { actor, subject, coalitionId: petition.coalition_id };
    await recordAudit(tx, { ...record, act: 'key-rotation-begun' }, now);
    return 'begun';
  });
}

interface Rotation extends Record<string, unknown> {
  readonly petition_id: string;
  readonly promoted: boolean;
  readonly known: boolean;
  readonly cursor: string | null;
}

/** Takes one rotation a step or a portion further. True when there is more to do at once. */
export async function workOnRotations(now: Date): Promise<boolean> {
  const [rotation] = await database().execute<Rotation>(sql`
    select petition_id, promoted_at is not null as promoted, encode(attempts_cursor, 'hex') as cursor,
      coalesce(promoted_at, begun_at) + ${KNOWN_EVERYWHERE} <= clock_timestamp() as known
    from key_rotations order by random() limit 1`);
  if (!rotation?.known) return false;
  const id = rotation.petition_id;
  if (!rotation.promoted) return promote(id);
  const keys = await findDataKeys(id);
  // Destroyed meanwhile: nothing of it opens under any key.
  if (!keys) return endRotation(id, now, false);
  const walked = await walkOn({
    petitionId: id,
    work: 'resealing',
    change: (tx, signatures) => resealSignatures(tx, keys, signatures),
  });
  if (walked !== null) return true;
  if (!(await isWalked(id))) return false;
  if (rotation.cursor !== null) return resealAttempts(id, keys, rotation.cursor);
  return endRotation(id, now, true);
}

async function promote(petitionId: string): Promise<boolean> {
  return database().transaction(async (tx) => {
    // Under the lock of whoever destroys the keys: what is destroyed is not written anew.
    const [row] = await tx.execute(sql`
      select 1 from petitions p where id = ${petitionId}
        and not exists (select from key_destructions k where k.petition_id = p.id and keys = 'all') for no key update`);
    const [mine] = await tx.execute(sql`
      select 1 from key_rotations where petition_id = ${petitionId} and promoted_at is null for update`);
    if (row && mine) await promoteNextDataKey(petitionId);
    await tx.execute(sql`
      update key_rotations set promoted_at = clock_timestamp() where petition_id = ${petitionId} and promoted_at is null`);
    return false;
  });
}

const isWalked = async (petitionId: string): Promise<boolean> => {
  const rows = await database().execute(sql`
    select from petition_works where petition_id = ${petitionId} and work = 'resealing' and finished_at is not null`);
  return rows.length > 0;
};

/** Null when it stands under the key in use already. */
function resealed(keys: DataKeys, sealed: Buffer, place: string): Buffer | null {
  if (unsealIfOpens(keys.data, sealed, place)) return null;
  return seal(keys.data, openUnder(keys, sealed, place), place);
}

async function resealSignatures(tx: Transaction, keys: DataKeys, signatures: readonly WalkedSignature[]) {
  const changed = signatures.flatMap(({ id, sealed }) => {
    const anew = sealed && resealed(keys, sealed, signaturePlace(id));
    return anew ? [{ id, sealed: anew.toString('hex') }] : [];
  });
  await writeSealed(tx, changed);
  return changed.length;
}

/** In addresses, each with three attempts at most. */
const PORTION = 200;

/** Attempts, and at their end the few patterns of removals. */
async function resealAttempts(petitionId: string, keys: DataKeys, cursor: string): Promise<boolean> {
  await database().transaction(async (tx) => {
    const met = await tx.execute<{ id: string; key: string; sealed: Buffer | null }>(sql`
      select id, encode(duplicate_key, 'hex') as key, sealed from attempts
      where petition_id = ${petitionId} and duplicate_key in (
        select distinct duplicate_key from attempts
        where petition_id = ${petitionId} and duplicate_key > decode(${cursor}::text, 'hex')
        order by duplicate_key limit ${PORTION}
      )
      -- In the order of confirm.ts.
      order by duplicate_key, id for no key update`);
    const changed = met.flatMap(({ id, sealed }) => {
      const anew = sealed && resealed(keys, sealed, attemptPlace(id));
      return anew ? [{ id, sealed: anew.toString('hex') }] : [];
    });
    await tx.execute(sql`
      update attempts a set sealed = decode(r.sealed, 'hex')
      from jsonb_to_recordset(${JSON.stringify(changed)}::text::jsonb) as r(id uuid, sealed text) where a.id = r.id`);
    if (met.length === 0) await resealPatterns(tx, petitionId, keys);
    const next = met.at(-1)?.key ?? null;
    await tx.execute(sql`
      update key_rotations set attempts_cursor = decode(${next}::text, 'hex') where petition_id = ${petitionId}`);
  });
  return true;
}

async function resealPatterns(tx: Transaction, petitionId: string, keys: DataKeys): Promise<void> {
  const runs = await tx.execute<{ id: string; sealed: Buffer }>(sql`
    select id, sealed_pattern as sealed from invalidation_runs
    where petition_id = ${petitionId} and sealed_pattern <> ''::bytea order by id for no key update`);
  for (const { id, sealed } of runs) {
    const anew = resealed(keys, sealed, patternPlace(id));
    if (anew) await tx.execute(sql`update invalidation_runs set sealed_pattern = ${anew} where id = ${id}`);
  }
}

async function endRotation(petitionId: string, now: Date, isWhole: boolean): Promise<boolean> {
  await destroyOldDataKey(petitionId);
  await database().transaction(async (tx) => {
    const ended = await tx.execute(sql`delete from key_rotations where petition_id = ${petitionId} returning 1`);
    const [petition] = await tx.execute<{ slug: string; coalition_id: string }>(sql`
      select p.slug, c.coalition_id from petitions p join campaigns c on c.id = p.campaign_id where p.id = ${petitionId}`);
    if (ended.length === 0 || !petition || !isWhole) return;
    const subject = { petition: petitionId, slug: petition.slug };
    const record = { actor: 'worker', subject, coalitionId: petition.coalition_id };
    await recordAudit(tx, { ...record, act: 'key-rotated' }, now);
  });
  return true;
}
