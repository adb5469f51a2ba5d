import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { noteEvent, noteFault, warnOf } from '../journal.ts';
import { sameBytes } from '../log/bytes.ts';
import { leafHash } from '../log/merkle/hash.ts';
import { appendLeaves, emptyEdge, rootOf } from '../log/merkle/right-edge.ts';
import { readFarthest } from './guard/farthest.ts';
import type { Hold } from './guard/hold.ts';
import { findSigner, makeSigner, wishedOrigin } from './key.ts';
import type { LogState } from './sequence/state.ts';
import { readEvidence } from './witness/evidence.ts';

/**
 * May the log go on? Asked before anything gets a place and before anything is signed: a database that was restored from
 * a backup, or that lags behind another one, would make a correct program sign a second history. Answers why not, and
 * keeps that for everybody to see; null when it may.
 */
export async function judgeLog(tx: Transaction, state: LogState): Promise<Hold | null> {
  const hold = await findHold(tx, state);
  await keepHold(tx, state, hold);
  return hold;
}

async function findHold(tx: Transaction, state: LogState): Promise<Hold | null> {
  return (await judgeHistory(tx, state)) ?? (await judgeIdentity(tx, state)) ?? judgeEvidence(tx, state);
}

/** By what witnesses hold against us: what our key signed must be in the database, and two words are not waved away. */
async function judgeEvidence(tx: Transaction, state: LogState): Promise<Hold | null> {
  const evidence = await readEvidence();
  if (!evidence) return null;
  for (const { root, size } of evidence.signed) {
    if (state.size < size) return 'witnesses-ahead';
    if (!sameBytes(await readRootAt(tx, size), root)) return 'other-root';
  }
  return evidence.words > 0 && evidence.signed.length === 0 ? 'witnesses-ahead' : null;
}

/** By what lies beside the key and what is published: nothing that was signed may be missing or different. */
async function judgeHistory(tx: Transaction, state: LogState): Promise<Hold | null> {
  const signed = await readFarthest();
  if (!signed) return null;
  if (state.size < signed.size) return 'behind';
  const root = state.size === signed.size ? state.root : await readRootAt(tx, signed.size);
  return sameBytes(root, signed.root) ? null : 'other-root';
}

/** The root that the entries of the database had at this size. */
async function readRootAt(tx: Transaction, size: bigint): Promise<Uint8Array> {
  const [known] = await tx.execute<{ root: Buffer }>(sql`
    select root from log_checkpoints where size = ${String(size)}::bigint`);
  return known?.root ?? recomputeRoot(tx, size);
}

const PORTION = 20_000n;

/** From all entries up to this size: where a checkpoint's row is not there (any more). */
export async function recomputeRoot(tx: Pick<Transaction, 'execute'>, size: bigint): Promise<Uint8Array> {
  let edge = emptyEdge;
  while (edge.size < size) {
    const end = edge.size + PORTION < size ? edge.size + PORTION : size;
    const rows = await tx.execute<{ entry: Buffer }>(sql`
      select entry from log_entries where idx >= ${String(edge.size)}::bigint and idx < ${String(end)}::bigint order by idx`);
    edge = appendLeaves(
      edge,
      rows.map(({ entry }) => leafHash(entry)),
    );
    if (edge.size !== end) throw new Error('The log lacks entries in its middle.');
  }
  return rootOf(edge);
}

/** Key and origin are made once, for a log that has signed nothing, and are the same ever after. */
async function judgeIdentity(tx: Transaction, { origin, publicKey, size }: LogState): Promise<Hold | null> {
  const wished = wishedOrigin();
  if (!publicKey && size === 0n && !(await readFarthest())) {
    const { publicKey: made } = await makeSigner();
    await tx.execute(sql`
      update log_state set origin = ${wished}, public_key = decode(${Buffer.from(made).toString('hex')}, 'hex')`);
    return null;
  }
  const signer = await findSigner().catch((fault: unknown) => {
    noteFault('the signing key of the log does not open', fault);
    return null;
  });
  if (!signer) return 'key-gone';
  if (!publicKey || !sameBytes(signer.publicKey, publicKey)) return 'other-key';
  return origin === wished ? null : 'other-origin';
}

/** Says it once per process in the journal, and once when it is over. */
async function keepHold(tx: Transaction, state: LogState, hold: Hold | null): Promise<void> {
  const said = once('log-hold-said', () => ({ hold: null as Hold | null }));
  if (hold && said.hold !== hold) warnOf('the log is held: nothing is sequenced and signed', { kind: hold });
  if (!hold && state.hold) noteEvent('the log goes on');
  said.hold = hold;
  if (state.hold === hold) return;
  await tx.execute(sql`
    update log_state set hold = ${hold}::text, held_since = case when ${hold}::text is not null then now() end`);
}
