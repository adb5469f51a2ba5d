import { sql } from 'drizzle-orm';
import { database, executePrepared } from '@/db/client.ts';
import { dataKeys } from '../keys/petition-keys.ts';
import { openSignature } from '../signature/sealed.ts';

/** So many signatures are looked at in one statement, however few of them let their name go. */
const PORTION = 1_000;

export interface NamePortion {
  readonly names: readonly string[];
  readonly looked: number;
  /** Hex; where the next portion begins. Null when there is none. */
  readonly last: string | null;
}

interface Found extends Record<string, unknown> {
  readonly id: string;
  readonly key: string;
  readonly sealed: Buffer | null;
}

/**
 * The names of those who let theirs go to the addressee and count, behind a keyed hash: an order that tells nothing
 * about who signed before whom. Nothing but the name: the box of the form speaks of no more.
 */
export async function readNames(petitionId: string, after: string): Promise<NamePortion> {
  // Asked for anew each time: a list takes minutes, and the key may be changed meanwhile.
  const keys = await dataKeys(petitionId);
  const looked = await executePrepared<Found>(sql`
    select s.id, encode(s.duplicate_key, 'hex') as key,
      case when c.signature_id is not null and s.invalidated_on is null and s.withdrawn_on is null then s.sealed end as sealed
    from (
      select * from signatures where petition_id = ${petitionId} and duplicate_key > decode(${after}, 'hex')
      order by duplicate_key limit ${PORTION}
    ) s left join consents c on c.signature_id = s.id and c.kind = 'deliver'
    order by s.duplicate_key`);
  const names = looked.flatMap(({ id, sealed }) => (sealed ? [openSignature(keys, id, sealed).name] : []));
  return { names, looked: looked.length, last: looked.at(-1)?.key ?? null };
}

/** How many signatures there are to look at. */
export async function countToLook(petitionId: string): Promise<number> {
  return database().transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = on`);
    await tx.execute(sql`set local statement_timeout = '60s'`);
    const [row] = await tx.execute<{ all: string }>(sql`
      select count(*) as all from signatures where petition_id = ${petitionId} and duplicate_key is not null`);
    return Number(row?.all ?? 0);
  });
}

/**
 * Whether the keyed hashes are being exchanged for random bytes (lib/retention/works.ts), or have been: a list that
 * began before it must begin anew, or it would miss some names and have others twice.
 */
export async function readSevering(petitionId: string): Promise<string> {
  const [row] = await database().execute<{ done: string }>(sql`
    select done::text || coalesce(finished_at::text, '') as done from petition_works
    where petition_id = ${petitionId} and work = 'severing'`);
  return row?.done ?? '';
}
