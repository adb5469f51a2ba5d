import { type SQL, sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { HASH_BYTES } from '@/lib/log/merkle/hash.ts';
import { type RightEdge, rootOf } from '@/lib/log/merkle/right-edge.ts';
import type { Hold } from '../guard/hold.ts';

export interface LogState {
  readonly size: bigint;
  readonly edge: RightEdge;
  readonly root: Buffer;
  readonly hour: number;
  readonly origin: string | null;
  readonly publicKey: Buffer | null;
  readonly hold: Hold | null;
}

interface Row extends Record<string, unknown> {
  readonly size: string;
  readonly edge: Buffer;
  readonly root: Buffer;
  readonly hour: number;
  readonly origin: string | null;
  readonly public_key: Buffer | null;
  readonly hold: Hold | null;
}

async function selectState(tx: Pick<Transaction, 'execute'>, lock: SQL): Promise<LogState | null> {
  const [row] = await tx.execute<Row>(sql`
    select size::text, edge, root, hour, origin, public_key, hold from log_state ${lock}`);
  if (!row) return null;
  const { edge, hold, hour, origin, public_key: publicKey, root } = row;
  const size = BigInt(row.size);
  return { size, edge: { size, hashes: splitHashes(edge) }, root, hour, origin, publicKey, hold };
}

/** Null while another process is at it: there is one order, and one who makes it. */
export const lockState = (tx: Transaction): Promise<LogState | null> => selectState(tx, sql`for update skip locked`);

/** Waits for whoever is at it. */
export async function holdState(tx: Transaction): Promise<LogState> {
  return demand(await selectState(tx, sql`for update`));
}

export async function readState(tx: Pick<Transaction, 'execute'> = database()): Promise<LogState> {
  return demand(await selectState(tx, sql``));
}

function demand(state: LogState | null): LogState {
  if (!state) throw new Error('The log has no state: the row of the migration is gone.');
  return state;
}

function splitHashes(octets: Buffer): Buffer[] {
  return Array.from({ length: octets.length / HASH_BYTES }, (_, at) =>
    octets.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

/**
 * Moves the log on from the size that was read, and answers the state after. Throws when it has another one by now: the lock should have kept that from
 * happening, and this keeps it from doing harm.
 */
export async function moveState(tx: Transaction, before: LogState, edge: RightEdge, hour: number): Promise<LogState> {
  const root = Buffer.from(rootOf(edge));
  const moved = await tx.execute(sql`
    update log_state set size = ${String(edge.size)}::bigint, hour = ${hour}::int,
      edge = decode(${Buffer.concat(edge.hashes).toString('hex')}, 'hex'),
      root = decode(${root.toString('hex')}, 'hex')
    where size = ${String(before.size)}::bigint returning 1`);
  if (moved.length !== 1) throw new Error('The log has moved under its own lock.');
  return { ...before, size: edge.size, edge, root, hour };
}
