import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { sameBytes } from '../log/bytes.ts';
import { decodeBundle } from '../log/entry/bundle.ts';
import { decodeEntry } from '../log/entry/entry.ts';
import type { Tree } from '../log/merkle/check-proof.ts';
import { leafHash } from '../log/merkle/hash.ts';
import { appendLeaves, rootOf } from '../log/merkle/right-edge.ts';
import { TILE_WIDTH, widthAt } from '../log/merkle/tile.ts';
import { type CheckpointVerdict, judgeCheckpoint } from '../log/policy/judge-checkpoint.ts';
import { readFarthest } from './guard/farthest.ts';
import { findSigner, logKey, wishedOrigin } from './key.ts';
import { writeEntries } from './sequence/ledger.ts';
import type { Tally } from './sequence/number.ts';
import { holdState, type LogState } from './sequence/state.ts';
import type { Source } from './tiles/source.ts';

export type RecoveryRefusal =
  | Extract<CheckpointVerdict, string>
  /** Nothing was signed that the database does not have. */
  | 'nothing-missing'
  /** The signing key is not there: whose log it is cannot be told. */
  | 'key-gone'
  /** The source holds fewer entries than were signed. */
  | 'entries-missing'
  /** With the source's entries the database's would not lead to the signed root. */
  | 'other-root';

export type Recovery =
  | { readonly outcome: 'recovered'; readonly from: bigint; readonly to: bigint }
  | { readonly outcome: RecoveryRefusal };

/**
 * Puts the entries back that a database lacks which was restored from an older backup, from a published copy of the log,
 * up to the largest size that was ever signed. All of them or none: they must lead to the signed root.
 */
export async function recoverLog(source: Source): Promise<Recovery> {
  const signer = await findSigner();
  if (!signer) return { outcome: 'key-gone' };
  return database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = '10min'`);
    await tx.execute(sql`set local lock_timeout = '60s'`);
    const state = await holdState(tx);
    const origin = state.origin ?? wishedOrigin();
    const target = await findTarget(source, origin, signer.publicKey);
    if (typeof target === 'string') return { outcome: target };
    if (target.size <= state.size) return { outcome: 'nothing-missing' };
    const entries = await readMissing(source, state.size, target.size);
    if (!entries) return { outcome: 'entries-missing' };
    const grown = appendLeaves(state.edge, entries.map(leafHash));
    if (!sameBytes(rootOf(grown), target.root)) return { outcome: 'other-root' };
    await writeBack(tx, state, entries);
    await tx.execute(sql`
      update log_state set origin = ${origin}, public_key = decode(${Buffer.from(signer.publicKey).toString('hex')}, 'hex')
      where origin is null`);
    return { outcome: 'recovered', from: state.size, to: target.size };
  });
}

/** The larger of what the source publishes and what lies beside the key as signed. */
async function findTarget(source: Source, origin: string, publicKey: Uint8Array): Promise<Tree | RecoveryRefusal> {
  const logs = [{ key: logKey(origin, publicKey), url: null }];
  const note = await source.readCheckpoint();
  const verdict = note === null ? null : await judgeCheckpoint({ logs, witnesses: [], groups: [], quorum: null }, note);
  if (typeof verdict === 'string') return verdict;
  const signed = await readFarthest();
  const published = verdict?.checkpoint ?? null;
  if (signed && (!published || signed.size >= published.size)) return signed;
  return published ?? 'entries-missing';
}

/** The entries from one size to another; null when the source does not have them all. */
async function readMissing(source: Source, from: bigint, to: bigint): Promise<Uint8Array[] | null> {
  const width = BigInt(TILE_WIDTH);
  const entries: Uint8Array[] = [];
  for (let index = from / width; index * width < to; index += 1n) {
    const wanted = widthAt(to, 'entries', index);
    const octets = await source.readBundle(index, wanted);
    const bundle = octets && decodeBundle(octets);
    if (!bundle || typeof bundle === 'string' || bundle.length < wanted) return null;
    entries.push(...bundle.slice(index === from / width ? Number(from % width) : 0, wanted));
  }
  return entries.every((entry) => typeof decodeEntry(entry) !== 'string') ? entries : null;
}

const PORTION = 5_000;

async function writeBack(tx: Transaction, before: LogState, entries: readonly Uint8Array[]): Promise<void> {
  let state = before;
  for (let at = 0; at < entries.length; at += PORTION) {
    const portion = entries.slice(at, at + PORTION);
    state = await writeEntries(tx, state, portion, talliesOf(portion));
  }
}

/** Each entry says itself what its petition's fold is after it; the log it stands in was signed as a whole. */
function talliesOf(portion: readonly Uint8Array[]): { hour: number; tallies: Map<string, Tally> } {
  const tallies = new Map<string, Tally>();
  let hour = 0;
  for (const octets of portion) {
    const entry = decodeEntry(octets);
    if (typeof entry === 'string') throw new Error('An entry that was read before cannot be read.');
    const { code, count, event, petition, type } = entry;
    const before = tallies.get(petition);
    const textVersion = type === 'petition' ? code : (before?.textVersion ?? 0);
    const isClosed = type === 'close' || (before?.isClosed ?? false);
    tallies.set(petition, { nextEvent: event + 1, count, textVersion, isClosed });
    hour = entry.hour;
  }
  return { hour, tallies };
}
