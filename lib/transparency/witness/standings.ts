import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { VerifierKey } from '@/lib/log/note/key.ts';
import type { Standing } from '@/lib/witness/client/told.ts';
import { readPolicy, readWitnesses } from './policy.ts';

/** What the pages say of a witness: who it is, and how old its last line is. */
export interface WitnessStanding {
  /** As the policy calls it, and as its key does. */
  readonly name: string;
  readonly keyName: string;
  /** Whether the policy names it; others are asked besides. */
  readonly isInPolicy: boolean;
  /** What it cosigned last; 0 for nothing yet. */
  readonly size: bigint;
  readonly cosignedAt: Date | null;
  /** What its last answer was, unless it cosigned; null also before the first. */
  readonly trouble: Exclude<Standing, 'cosigned'> | null;
}

/** Every witness that is named in the settings, those of the policy first. */
export async function readWitnessStandings(log: VerifierKey): Promise<WitnessStanding[]> {
  const policy = await readPolicy(log);
  const named = new Map([...policy.witnesses, ...(await readWitnesses(policy))].map((each) => [each.name, each]));
  const rows = await database().execute<{ name: string; size: string; at: Date | null; trouble: string | null }>(sql`
    select name, size::text, answered_at as at, trouble from log_witnesses`);
  const kept = new Map(rows.map((row) => [row.name, row]));
  return [...named.values()].map(({ key, name }) => {
    const row = kept.get(name);
    return {
      name,
      keyName: key.name,
      isInPolicy: policy.witnesses.some((each) => each.name === name),
      size: BigInt(row?.size ?? 0),
      cosignedAt: row?.at ? new Date(row.at) : null,
      // The column is written by ask.ts alone, with these words.
      trouble: (row?.trouble ?? null) as WitnessStanding['trouble'],
    };
  });
}
