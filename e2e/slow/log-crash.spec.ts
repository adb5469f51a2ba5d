import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { checkConsistency } from '@/lib/log/merkle/check-proof.ts';
import { leafHash } from '@/lib/log/merkle/hash.ts';
import { consistencyProof } from '@/lib/log/merkle/prove.ts';
import { appendLeaves, emptyEdge, rootOf } from '@/lib/log/merkle/right-edge.ts';
import { subtreesInTiles } from '@/lib/log/merkle/tile.ts';
import type { Checkpoint } from '@/lib/log/note/checkpoint.ts';
import { readPublished } from '@/lib/transparency/published.ts';
import { readHashes } from '@/lib/transparency/tiles/write.ts';
import { logPublished } from '../support/log.ts';
import { expect, makePetition, test } from '../support/world.ts';

/** Seconds of confirmations, and how many of them a second at least. */
const [SECONDS, RATE] = [60, 1_000];
const BATCH = 50;

const startWorker = (): ChildProcess =>
  fork('e2e/support/log-worker.ts', { execArgv: ['--import', 'tsx'], stdio: 'ignore' });

/** What confirming writes of a signature and of its line in the log, in one statement as confirming does. */
async function confirmSome(petition: string, version: string, count: number): Promise<void> {
  await database().execute(sql`
    with made as (
      select gen_random_uuid() as id, sha256(uuid_send(gen_random_uuid())) as commitment from generate_series(1, ${count}::int)
    ), signed as (
      insert into signatures (id, petition_id, version_id, duplicate_key, token_hash, sealed_entry, confirmed_on)
      select id, ${petition}, ${version}, sha256(uuid_send(gen_random_uuid())), sha256(uuid_send(gen_random_uuid())),
        commitment, current_date from made
    )
    insert into log_pending (kind, petition_id, code, digest) select 'sign', ${petition}, 1, commitment from made`);
}

async function confirmFor(seconds: number, petition: string, version: string): Promise<number> {
  let done = 0;
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000) {
    const due = Math.floor(((performance.now() - began) / 1_000) * RATE);
    if (done < due) {
      await Promise.all([1, 2, 3, 4].map(() => confirmSome(petition, version, BATCH)));
      done += 4 * BATCH;
    } else await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return done;
}

/** Kills one of two workers at a time, at random moments, and starts another in its place, until it is told to stop. */
async function killAtRandom(signal: AbortSignal): Promise<number> {
  const workers = [startWorker(), startWorker()];
  let killed = 0;
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 2_000 + 3_000 * Math.random()));
    const at = Math.floor(Math.random() * workers.length);
    const victim = workers[at];
    const exit = victim && once(victim, 'exit');
    victim?.kill('SIGKILL');
    await exit;
    killed += 1;
    workers[at] = startWorker();
  }
  for (const worker of workers) {
    const exit = once(worker, 'exit');
    worker.kill('SIGKILL');
    await exit;
  }
  return killed;
}

/** Keeps every checkpoint that is published, as somebody outside does who looks twice a second. */
async function keepCheckpoints(signal: AbortSignal): Promise<Checkpoint[]> {
  const kept: Checkpoint[] = [];
  while (!signal.aborted) {
    const published = await readPublished();
    if (published && published.checkpoint.size !== kept.at(-1)?.size) kept.push(published.checkpoint);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return kept;
}

test('two workers, a thousand confirmations a second and random kills make one log without a fork', async () => {
  test.setTimeout(600_000);
  const petition = await makePetition();
  const over = new AbortController();
  const watching = keepCheckpoints(over.signal);
  const killing = killAtRandom(over.signal);
  const confirmed = await confirmFor(SECONDS, petition.id, petition.text.id);
  over.abort();
  const [kept, killed] = [await watching, await killing];
  const { checkpoint, entries, fold, octets } = await logPublished();
  console.log(
    `${confirmed} confirmed in ${SECONDS} s, ${killed} kills, ${kept.length} checkpoints, ${octets.length} entries`,
  );
  expect(confirmed).toBeGreaterThanOrEqual(RATE * SECONDS * 0.9);
  expect(killed).toBeGreaterThan(5);
  expect(kept.length).toBeGreaterThan(10);

  // One entry for each signature, and none for anybody else.
  const commitments = entries
    .filter(({ type }) => type === 'sign')
    .map(({ digest }) => Buffer.from(digest).toString('hex'));
  const rows = await database().execute<{ entry: string }>(sql`
    select encode(sealed_entry, 'hex') as entry from signatures where petition_id = ${petition.id} order by 1`);
  expect(commitments.toSorted()).toEqual(rows.map(({ entry }) => entry));
  expect(fold.petitions.get(petition.id)?.count).toBe(confirmed);

  // Every checkpoint that anybody saw is a beginning of the log, by the public files alone.
  const tiles = new Map<string, Uint8Array[]>();
  for (let level = 0; level < 4; level += 1)
    for (let index = 0n; index <= checkpoint.checkpoint.size >> BigInt(8 * (level + 1)); index += 1n)
      tiles.set(`${level} ${index}`, await readHashes({ level, index }));
  const subtrees = subtreesInTiles((level, index) => tiles.get(`${level} ${index}`));
  for (const old of kept) {
    const proof = consistencyProof(old.size, checkpoint.checkpoint.size, subtrees);
    expect(checkConsistency(old, checkpoint.checkpoint, proof as Uint8Array[]), `${old.size}`).toBe('proven');
  }
  const naive = rootOf(appendLeaves(emptyEdge, octets.map(leafHash)));
  expect(Buffer.from(naive).equals(checkpoint.checkpoint.root)).toBe(true);
});
