import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import type { DestructionCause } from '@/db/schema/upkeep.ts';
import { recordAudits } from '../audit.ts';
import { noteErasures } from '../erasures/list.ts';
import { destroyDuplicatesKey, destroyPetitionKeys, fingerprintsOf } from '../keys/petition-keys.ts';
import { dropLettersOf } from '../mail/drop-letters.ts';

export interface Decision {
  readonly petitionIds: readonly string[];
  readonly cause: DestructionCause;
  /** As in the audit: an account's id, "command" or "worker". */
  readonly actor: string;
}

interface DecidedPetition extends Record<string, unknown> {
  readonly id: string;
  readonly slug: string;
  readonly coalition_id: string;
}

/**
 * Destroys all keys of petitions: what they sealed is unreadable from this moment on, the count stays, and they take
 * no signature any more. The decision is on record, with the keys' fingerprints, before the first file goes; a process
 * that dies in between is followed by whoever calls {@link finishDestructions}. Letters that wait die unsent. Answers
 * the petitions that had not been destroyed before.
 */
export async function destroyKeys(decision: Decision, now: Date): Promise<readonly string[]> {
  const fingerprints = await readFingerprints(decision.petitionIds);
  const decided = await database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = '30s'`);
    return decide(tx, decision, fingerprints, now);
  });
  await finishDestructions(now);
  return decided;
}

async function readFingerprints(petitionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let from = 0; from < petitionIds.length; from += 100) {
    const some = petitionIds.slice(from, from + 100);
    const prints = await Promise.all(some.map((id) => fingerprintsOf(id, 'all')));
    for (const [n, id] of some.entries()) found.set(id, prints[n] ?? '');
  }
  return found;
}

async function decide(
  tx: Transaction,
  { actor, cause, petitionIds }: Decision,
  fingerprints: ReadonlyMap<string, string>,
  now: Date,
): Promise<string[]> {
  const ids = JSON.stringify(petitionIds);
  // Locked in one order: whoever closes, opens or changes the key of one of them waits, and then finds it ended.
  const petitions = await tx.execute<DecidedPetition>(sql`
    select p.id, p.slug, c.coalition_id from petitions p join campaigns c on c.id = p.campaign_id
    where p.id in (select jsonb_array_elements_text(${ids}::text::jsonb)::uuid)
      and not exists (select from key_destructions k where k.petition_id = p.id and k.keys = 'all')
    order by p.id for no key update of p`);
  const rows = petitions.map(({ id }) => ({ id, prints: fingerprints.get(id) ?? '' }));
  await tx.execute(sql`
    insert into key_destructions (petition_id, keys, cause, fingerprints, begun_at)
    select id, 'all', ${cause}, prints, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(id uuid, prints text)`);
  await closeForGood(tx, rows, now);
  const records = petitions.map(({ coalition_id, id, slug }) => {
    const subject = { petition: id, slug, keys: fingerprints.get(id) || '-' };
    return { actor, act: 'keys-destroyed', subject, coalitionId: coalition_id } as const;
  });
  await recordAudits(tx, records, now);
  await noteErasures(
    rows.map(({ id }) => ({ kind: 'keys-destroyed', id })),
    now,
  );
  return rows.map(({ id }) => id);
}

/** Without keys nothing can be signed: the page says that it is closed instead of failing. */
async function closeForGood(tx: Transaction, rows: readonly { readonly id: string }[], now: Date): Promise<void> {
  await tx.execute(sql`
    with closed as (
      update petitions set closed_at = ${now.toISOString()}::timestamptz
      where id in (select (r->>'id')::uuid from jsonb_array_elements(${JSON.stringify(rows)}::text::jsonb) r)
        and published_at is not null and coalesce(least(closed_at, closes_at) > ${now.toISOString()}::timestamptz, true)
      returning id
    )
    insert into petition_events (petition_id, kind, reason, at)
    select id, 'closed', '{}', ${now.toISOString()}::timestamptz from closed order by id`);
}

/**
 * Does what was decided and not yet done: the files, then the letters, then the moment of it. Doing it twice changes
 * nothing. Answers how many petitions' keys went.
 */
export async function finishDestructions(now: Date): Promise<number> {
  const open = await database().execute<{ id: string; keys: 'duplicates' | 'all' }>(sql`
    select petition_id as id, keys from key_destructions where destroyed_at is null`);
  const all = open.filter(({ keys }) => keys === 'all').map(({ id }) => id);
  if (all.length > 0) await destroyPetitionKeys(new Set(all));
  for (const { id, keys } of open) if (keys === 'duplicates') await destroyDuplicatesKey(id);
  await database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = '30s'`);
    await dropLettersOf(tx, all);
    await tx.execute(sql`
      update key_destructions set destroyed_at = ${now.toISOString()}::timestamptz where destroyed_at is null
        and (petition_id, keys) in (
          select id, keys from jsonb_to_recordset(${JSON.stringify(open)}::text::jsonb) as r(id uuid, keys text))`);
  });
  return open.length;
}
