import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { readCosignature } from '../log/note/cosignature.ts';
import { parseVkey } from '../log/note/key.ts';
import { parseSignatureLines } from '../log/note/note.ts';
import { judgeCheckpoint } from '../log/policy/judge-checkpoint.ts';
import { logKey } from './key.ts';
import { readPublished } from './published.ts';
import { readState } from './sequence/state.ts';
import { readPolicy } from './witnesses.ts';

/** A witness of LOG_POLICY, as readers are told of it. */
export interface ListedWitness {
  /** As the policy calls it. */
  readonly name: string;
  /** When it last signed a state of the log, by its own clock; null where it never did. */
  readonly signedAt: Date | null;
}

export type WitnessStanding = 'fresh' | 'late' | 'never';

/** In milliseconds: verifiers take no older signature, and quiet logs are signed anew before it is over. */
const FRESH_FOR = 3_600_000;

export function standingOf({ signedAt }: ListedWitness, now: Date): WitnessStanding {
  if (!signedAt) return 'never';
  return now.getTime() - signedAt.getTime() <= FRESH_FOR ? 'fresh' : 'late';
}

/** All witnesses of the policy, in its order; none where no policy names any. */
export async function listWitnesses(): Promise<readonly ListedWitness[]> {
  const { origin, publicKey } = await readState();
  if (!origin || !publicKey) return [];
  const policy = await readPolicy(logKey(origin, publicKey));
  if (policy.witnesses.length === 0) return [];
  const published = await readPublished();
  const verdict = published && (await judgeCheckpoint({ ...policy, quorum: null }, published.fullNote.toString()));
  const shown = verdict && typeof verdict === 'object' ? verdict.witnesses : new Map<string, bigint>();
  const kept = await readKeptTimes();
  return policy.witnesses.map(({ name }) => {
    const times = [shown.get(name) ?? 0n, kept.get(name) ?? 0n];
    const last = times.reduce((a, b) => (a > b ? a : b));
    return { name, signedAt: last > 0n ? new Date(Number(last) * 1_000) : null };
  });
}

/** By the lines that the witnesses gave last, also those that no published checkpoint carries. POSIX seconds. */
async function readKeptTimes(): Promise<ReadonlyMap<string, bigint>> {
  const rows = await database().execute<{ name: string; vkey: string; line: string }>(sql`
    select name, vkey, line from log_witnesses where line is not null`);
  return new Map(rows.map(({ line, name, vkey }) => [name, timeOf(line, vkey)]));
}

function timeOf(line: string, vkey: string): bigint {
  const key = parseVkey(vkey);
  const lines = parseSignatureLines(line);
  if (typeof key === 'string' || typeof lines === 'string') return 0n;
  const own = lines.find(({ keyId, name }) => name === key.name && keyId === key.id);
  return (own && readCosignature(own.signature)?.time) ?? 0n;
}
