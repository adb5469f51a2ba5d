import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { decodeEntry, type Entry } from '@/lib/log/entry/entry.ts';
import { type Fold, foldLog } from '@/lib/log/entry/fold.ts';
import type { Policy } from '@/lib/log/policy/policy.ts';
import { appendFacts } from '@/lib/transparency/append.ts';
import { logKey } from '@/lib/transparency/key.ts';
import { publishLog } from '@/lib/transparency/publish.ts';
import { type Published, readPublished } from '@/lib/transparency/published.ts';
import { readState } from '@/lib/transparency/sequence/state.ts';
import { sequenceLog } from '@/lib/transparency/sequence.ts';
import { readPolicy } from '@/lib/transparency/witness/policy.ts';

/** Every entry of the database's log, in its order. */
export async function everyEntry(): Promise<Buffer[]> {
  const rows = await database().execute<{ entry: Buffer }>(sql`select entry from log_entries order by idx`);
  return rows.map(({ entry }) => entry);
}

export interface WholeLog {
  readonly octets: readonly Buffer[];
  readonly entries: readonly Entry[];
  readonly fold: Fold;
}

/** Gives everything that waits its place, and recounts the whole log. Throws when an outsider would refuse it. */
export async function logUpToDate(): Promise<WholeLog> {
  while (await sequenceLog());
  const octets = await everyEntry();
  const fold = foldLog(octets);
  if ('refusal' in fold) throw new Error(`The log is refused: ${fold.refusal} at ${fold.index}.`);
  const entries = octets.map((entry) => decodeEntry(entry));
  return { octets, entries: entries.filter((entry) => typeof entry !== 'string'), fold };
}

/** The same, published: answers the whole log and the checkpoint that speaks of it. */
export async function logPublished(): Promise<WholeLog & { readonly checkpoint: Published }> {
  const log = await logUpToDate();
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    await publishLog();
    const checkpoint = await readPublished();
    if (checkpoint?.checkpoint.size === BigInt(log.octets.length)) return { ...log, checkpoint };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The log was not published.');
}

/** The policy of whoever trusts this log's own key alone. */
export async function ownPolicy(): Promise<Policy> {
  const { origin, publicKey } = await readState();
  if (!origin || !publicKey) throw new Error('The log has no key yet.');
  return readPolicy(logKey(origin, publicKey));
}

/** Commitments that nobody made, as they come from confirmations. */
export async function appendSigns(petition: string, count: number): Promise<void> {
  const facts = Array.from({ length: count }, () => ({
    kind: 'sign' as const,
    petition,
    code: 1,
    digest: randomBytes(32),
  }));
  await database().transaction((tx) => appendFacts(tx, facts));
}
