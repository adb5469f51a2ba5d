import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import type { SignatureWork } from '@/db/schema/upkeep.ts';

/** So many signatures at once: small, because their signers may want to withdraw meanwhile. */
export const WALK_PORTION = 500;

/** A signature of the portion, locked until its end. */
export interface WalkedSignature extends Record<string, unknown> {
  readonly id: string;
  readonly sealed: Buffer | null;
}

export interface Walk {
  readonly petitionId: string;
  readonly work: SignatureWork;
  /** Does the work on these and answers how many it changed. */
  readonly change: (tx: Transaction, signatures: readonly WalkedSignature[]) => Promise<number>;
}

interface WorkRow extends Record<string, unknown> {
  readonly cursor: string;
  readonly finished: boolean;
}

/**
 * Takes a work over all signatures of a petition one portion further, in the order of their duplicate keys. Where it
 * stands is written in the same transaction: a process that is killed loses a portion at most, and whoever comes next
 * goes on there. Answers how many were changed; null when there is no more to do, or another process is at it.
 */
export async function walkOn({ change, petitionId, work }: Walk): Promise<number | null> {
  await database().execute(sql`
    insert into petition_works (petition_id, work) values (${petitionId}, ${work}) on conflict do nothing`);
  return database().transaction(async (tx) => {
    const [row] = await tx.execute<WorkRow>(sql`
      select encode(cursor, 'hex') as cursor, finished_at is not null as finished from petition_works
      where petition_id = ${petitionId} and work = ${work} for update skip locked`);
    if (!row || row.finished) return null;
    const met = await tx.execute<{ id: string; key: string }>(sql`
      select id, encode(duplicate_key, 'hex') as key from signatures
      where petition_id = ${petitionId} and duplicate_key > decode(${row.cursor}::text, 'hex')
      order by duplicate_key limit ${WALK_PORTION}`);
    // Locked in the order of their ids, like everybody who locks many.
    const held = await tx.execute<WalkedSignature>(sql`
      select id, sealed from signatures
      where id in (select jsonb_array_elements_text(${JSON.stringify(met.map(({ id }) => id))}::text::jsonb)::uuid)
        and withdrawn_on is null
      order by id for no key update`);
    const changed = held.length === 0 ? 0 : await change(tx, held);
    await tx.execute(sql`
      update petition_works set cursor = decode(${met.at(-1)?.key ?? row.cursor}::text, 'hex'), done = done + ${changed}::int,
        finished_at = case when ${met.length < WALK_PORTION} then now() end
      where petition_id = ${petitionId} and work = ${work}`);
    return changed;
  });
}

/** The ids as a set for `in`. */
export const idsOf = (signatures: readonly WalkedSignature[]) =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(signatures.map(({ id }) => id))}::text::jsonb)::uuid)`;
