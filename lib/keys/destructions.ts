import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import type { DestroyedKeys, DestructionCause } from '@/db/schema/upkeep.ts';

/** The record of a key's end, as everybody may read it. */
export interface Destruction {
  readonly keys: DestroyedKeys;
  readonly cause: DestructionCause;
  /** "data:0123456789abcdef duplicates:…"; empty where there was no key any more. */
  readonly fingerprints: string;
  /** Null while it is decided and not yet done: seconds at most. */
  readonly destroyedAt: Date | null;
}

/** What became of a petition's keys, oldest first; empty while it has them all. */
export async function readDestructions(
  petitionId: string,
  db: ReturnType<typeof database> | Transaction = database(),
): Promise<readonly Destruction[]> {
  const rows = await db.execute<{
    keys: DestroyedKeys;
    cause: DestructionCause;
    prints: string;
    at: string | null;
  }>(sql`
    select keys, cause, fingerprints as prints, to_json(destroyed_at)#>>'{}' as at from key_destructions
    where petition_id = ${petitionId} order by begun_at`);
  return rows.map(({ at, cause, keys, prints }) => ({
    keys,
    cause,
    fingerprints: prints,
    destroyedAt: at === null ? null : new Date(at),
  }));
}
