import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { settings } from '../env.ts';
import { warnOf } from '../journal.ts';
import { sameBytes } from '../log/bytes.ts';
import type { Tree } from '../log/merkle/check-proof.ts';
import { formatCheckpointText } from '../log/note/checkpoint.ts';
import { formatNote, signText } from '../log/note/note.ts';
import { judgeCheckpoint } from '../log/policy/judge-checkpoint.ts';
import { claimSignature } from './guard/signed.ts';
import { judgeLog } from './guard.ts';
import { findSigner, logKey } from './key.ts';
import { FULL_NOTE_FILE, forgetPublished, NOTE_FILE, type Published, readPublished } from './published.ts';
import { type LogState, readState } from './sequence/state.ts';
import { writeLogFile } from './tiles/files.ts';
import { writeTiles } from './tiles/write.ts';
import { askWitnesses } from './witness/ask.ts';
import { readPolicy } from './witness/policy.ts';

/** Any number; held while one process publishes. An order only: what keeps two from doing harm is the guard. */
const PUBLISHING = 7_364_002;

/** In milliseconds: witnesses sign a quiet log again, long before readers call their signatures old (an hour). */
const REFRESH = 20 * 60_000;

/**
 * Signs and publishes the log's present size, if it has grown and the interval since the last time is over: tiles first,
 * the checkpoint last. A log that stands still is shown to its witnesses again from time to time. Answers whether it
 * published.
 */
export async function publishLog(): Promise<boolean> {
  if (!(await isDue())) return false;
  return database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = '60s'`);
    await tx.execute(sql`set local idle_in_transaction_session_timeout = '60s'`);
    const [lock] = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${PUBLISHING}) as mine`);
    return lock?.mine ? publishUnderLock(tx) : false;
  });
}

/** A quorum that was missed is asked for again after the interval, not at once. */
const lastTry = () => once('log-last-try', () => ({ at: Number.NEGATIVE_INFINITY }));

async function isDue(): Promise<boolean> {
  const interval = settings().LOG_INTERVAL * 1_000;
  if (performance.now() - lastTry().at < interval) return false;
  const published = await readPublished();
  if (published && Date.now() - published.at.getTime() < interval) return false;
  const state = await readState();
  return state.hold === null && isNews(state, published);
}

const isNews = async (state: LogState, published: Published | null): Promise<boolean> =>
  published && state.size === published.checkpoint.size
    ? isOld(published) || (await missesPolicy(state, published))
    : state.size > (published?.checkpoint.size ?? 0n);

const isOld = ({ at }: Published): boolean =>
  Boolean(settings().LOG_POLICY ?? settings().LOG_WITNESSES) && Date.now() - at.getTime() > REFRESH;

/**
 * A quiet log that was published under another policy is shown to the witnesses of this one at once. The policy changes
 * with a restart alone, so each note is judged once.
 */
async function missesPolicy({ origin, publicKey }: LogState, { note }: Published): Promise<boolean> {
  if (!settings().LOG_POLICY || !origin || !publicKey) return false;
  const judged = once('log-note-judged', () => ({ note: Buffer.alloc(0), misses: false }));
  if (!judged.note.equals(note)) {
    judged.misses =
      typeof (await judgeCheckpoint(await readPolicy(logKey(origin, publicKey)), note.toString())) === 'string';
    judged.note = Buffer.from(note);
  }
  return judged.misses;
}

async function publishUnderLock(tx: Transaction): Promise<boolean> {
  forgetPublished();
  const published = await readPublished();
  const state = await readState(tx);
  const tree: Tree = { size: state.size, root: state.root };
  const from = published?.checkpoint.size ?? 0n;
  if (!(await isNews(state, published)) || (await judgeLog(tx, state)) || !state.origin) return false;
  lastTry().at = performance.now();
  await tx.execute(sql`
    insert into log_checkpoints (size, root) values (${String(tree.size)}::bigint, ${state.root}) on conflict do nothing`);
  // Before anything is signed: what is lost of the database after this can be recovered from these files.
  const root = await writeTiles(tx, from, tree.size);
  if (!sameBytes(root, tree.root)) throw new Error('The tiles on disk lead to another root than the entries.');
  return signAndPublish(tx, tree, state.origin);
}

async function signAndPublish(tx: Transaction, tree: Tree, origin: string): Promise<boolean> {
  const signer = await findSigner();
  if (!signer) return false;
  const text = formatCheckpointText({ ...tree, origin });
  if (!(await claimSignature(tree.size, text))) {
    warnOf('a checkpoint was not signed: another process was ahead');
    return false;
  }
  const own = formatNote({ text, signatures: [await signText(text, origin, signer)] });
  const key = logKey(origin, signer.publicKey);
  const policy = await readPolicy(key);
  const notes = await askWitnesses(tx, { note: own, tree, key, policy });
  const verdict = notes ? await judgeCheckpoint(policy, notes.checkpoint) : 'quorum-missed';
  if (!notes || typeof verdict === 'string') {
    warnOf('a checkpoint was not published', { kind: String(verdict), size: Number(tree.size) });
    return false;
  }
  await writeLogFile(FULL_NOTE_FILE, notes.all);
  await writeLogFile(NOTE_FILE, notes.checkpoint);
  forgetPublished();
  await tx.execute(sql`update log_checkpoints set note = ${notes.all} where size = ${String(tree.size)}::bigint`);
  return true;
}

/**
 * Sizes by the second tell more finely than the entries' hours how a petition grew: they are kept for a day, and the last
 * one for good. Whoever watches the log keeps what they see. Answers how many went.
 */
export async function forgetOldCheckpoints(): Promise<number> {
  const rows = await database().execute(sql`
    delete from log_checkpoints c where at < now() - interval '1 day'
      and exists (select from log_checkpoints newer where newer.size > c.size) returning 1`);
  return rows.length;
}
