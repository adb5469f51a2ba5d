import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { settings } from '../env.ts';
import { warnOf } from '../journal.ts';
import { sameBytes } from '../log/bytes.ts';
import type { Tree } from '../log/merkle/check-proof.ts';
import { formatCheckpointText } from '../log/note/checkpoint.ts';
import { formatNote, type NoteSignature, parseSignatureLines, signText } from '../log/note/note.ts';
import { judgeCheckpoint } from '../log/policy/judge-checkpoint.ts';
import { claimSignature } from './guard/signed.ts';
import { judgeLog } from './guard.ts';
import { findSigner, logKey } from './key.ts';
import { FULL_NOTE_FILE, forgetPublished, NOTE_FILE, readPublished } from './published.ts';
import { readState } from './sequence/state.ts';
import { writeLogFile } from './tiles/files.ts';
import { writeTiles } from './tiles/write.ts';
import { gatherCosignatures, readPolicy } from './witnesses.ts';

/** sigsum-go refuses a checkpoint of more lines; the log's own is one of them. */
const MOST_LINES = 16;

/** Any number; held while one process publishes. An order only: what keeps two from doing harm is the guard. */
const PUBLISHING = 7_364_002;

/**
 * Signs and publishes the log's present size, if it has grown and the interval since the last time is over: tiles first,
 * the checkpoint last. Answers whether it published.
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

async function isDue(): Promise<boolean> {
  const published = await readPublished();
  if (published && Date.now() - published.at.getTime() < settings().LOG_INTERVAL * 1_000) return false;
  const { hold, size } = await readState();
  return hold === null && size > (published?.checkpoint.size ?? 0n);
}

async function publishUnderLock(tx: Transaction): Promise<boolean> {
  forgetPublished();
  const published = await readPublished();
  const state = await readState(tx);
  const tree: Tree = { size: state.size, root: state.root };
  const from = published?.checkpoint.size ?? 0n;
  if (tree.size <= from || (await judgeLog(tx, state)) || !state.origin) return false;
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
  const own = await signText(text, origin, signer);
  const policy = await readPolicy(logKey(origin, signer.publicKey));
  const gathered = await gatherCosignatures(formatNote({ text, signatures: [own] }), {
    policy,
    oldSizes: await readOldSizes(tx),
  });
  const cosignatures = gathered.flatMap(({ line }) => readLines(line));
  const note = formatNote({ text, signatures: [own, ...cosignatures] });
  const verdict = await judgeCheckpoint(policy, note);
  if (typeof verdict === 'string') {
    warnOf('a checkpoint was not published', { kind: verdict, count: gathered.length });
    return false;
  }
  await writeLogFile(FULL_NOTE_FILE, note);
  await writeLogFile(NOTE_FILE, formatNote({ text, signatures: [own, ...cosignatures].slice(0, MOST_LINES) }));
  forgetPublished();
  await tx.execute(sql`update log_checkpoints set note = ${note} where size = ${String(tree.size)}::bigint`);
  return true;
}

const readLines = (line: string): readonly NoteSignature[] => {
  const lines = parseSignatureLines(line);
  return typeof lines === 'string' ? [] : lines;
};

async function readOldSizes(tx: Transaction): Promise<ReadonlyMap<string, bigint>> {
  const rows = await tx.execute<{ name: string; size: string }>(sql`select name, size::text from log_witnesses`);
  return new Map(rows.map(({ name, size }) => [name, BigInt(size)]));
}
