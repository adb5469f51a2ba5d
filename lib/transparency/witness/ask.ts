import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import { warnOf } from '@/lib/journal.ts';
import type { Tree } from '@/lib/log/merkle/check-proof.ts';
import type { Hash } from '@/lib/log/merkle/hash.ts';
import { consistencyProof, consistencyRanges } from '@/lib/log/merkle/prove.ts';
import { subtreesOf } from '@/lib/log/merkle/subtrees.ts';
import { subtreesInTiles, tileHolding } from '@/lib/log/merkle/tile.ts';
import { formatVkey, type VerifierKey } from '@/lib/log/note/key.ts';
import { formatSignatureLine } from '@/lib/log/note/note.ts';
import type { Policy, TrustedWitness } from '@/lib/log/policy/policy.ts';
import { type WitnessedNotes, witnessedNotes } from '@/lib/witness/client/choose-lines.ts';
import { gatherCosignatures } from '@/lib/witness/client/gather.ts';
import { mustHold, type Told, type Witness } from '@/lib/witness/client/told.ts';
import { readHashes } from '../tiles/write.ts';
import { keepEvidence } from './evidence.ts';
import { readWitnesses } from './policy.ts';

export interface Showing {
  /** The checkpoint with the log's own signature. */
  readonly note: string;
  readonly tree: Tree;
  readonly key: VerifierKey;
  readonly policy: Policy;
}

/**
 * Shows a signed checkpoint to every witness and answers the notes to publish, or null while the quorum is missed or a
 * witness holds another history: then the last published checkpoint stays. What each answered is kept for the pages.
 */
export async function askWitnesses(tx: Transaction, showing: Showing): Promise<WitnessedNotes | null> {
  const { key, note, policy, tree } = showing;
  const witnesses = await withSizes(tx, await readWitnesses(policy));
  const now = BigInt(Math.floor(Date.now() / 1_000));
  const told = await gatherCosignatures({ note, logKeys: [key], proofFrom: proveFrom(tree), now }, witnesses);
  for (const each of told) await keepTold(tx, each);
  const strangers = told.reduce((sum, each) => sum + each.strangers, 0);
  if (strangers > 0) warnOf('witnesses answered with lines that are not theirs', { count: strangers });
  if (mustHold(told)) {
    await keepEvidence(told);
    warnOf('witnesses hold another history of the log, or a longer one', { size: Number(tree.size) });
    return null;
  }
  const cosigned = told.flatMap(({ cosignature, witness }) =>
    cosignature ? [[witness.name, cosignature] as const] : [],
  );
  return witnessedNotes(note, policy, new Map(cosigned));
}

async function withSizes(tx: Transaction, witnesses: readonly TrustedWitness[]): Promise<Witness[]> {
  const rows = await tx.execute<{ name: string; vkey: string; size: string }>(sql`
    select name, vkey, size::text from log_witnesses`);
  const sizes = new Map(rows.map(({ name, size, vkey }) => [`${name} ${vkey}`, BigInt(size)]));
  return witnesses.flatMap(({ key, name, url }) =>
    url ? [{ name, key, url, lastSize: sizes.get(`${name} ${formatVkey(key)}`) ?? 0n }] : [],
  );
}

/** From the tiles, which are written before anything is signed. */
const proveFrom =
  ({ size }: Tree) =>
  async (old: bigint): Promise<readonly Hash[] | null> => {
    const ranges = consistencyRanges(old, size);
    if (ranges === 'out-of-range') return null;
    const tiles = new Map<string, readonly Hash[]>();
    for (const subtree of ranges.flatMap(subtreesOf)) {
      const { index, level } = tileHolding(subtree, size);
      const name = `${level} ${index}`;
      if (!tiles.has(name)) tiles.set(name, await readHashes({ level, index }));
    }
    const proof = consistencyProof(
      old,
      size,
      subtreesInTiles((level, index) => tiles.get(`${level} ${index}`)),
    );
    return typeof proof === 'string' ? null : proof;
  };

/** A witness that was away keeps its last line and time. */
async function keepTold(tx: Transaction, { cosignature, lastSize, standing, witness }: Told): Promise<void> {
  const line = cosignature && formatSignatureLine(cosignature.signature);
  const trouble = standing === 'cosigned' ? null : standing;
  await tx.execute(sql`
    insert into log_witnesses (name, vkey, size, line, answered_at, trouble)
    values (${witness.name}, ${formatVkey(witness.key)}, ${String(lastSize)}::bigint, ${line},
      case when ${line}::text is not null then now() end, ${trouble})
    on conflict (name) do update set vkey = excluded.vkey, size = excluded.size, trouble = excluded.trouble,
      line = coalesce(excluded.line, log_witnesses.line),
      answered_at = coalesce(excluded.answered_at, log_witnesses.answered_at)`);
}
