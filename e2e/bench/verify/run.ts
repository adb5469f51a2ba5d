import { randomFillSync } from 'node:crypto';
import { run } from '@/lib/commands/run.ts';
import { encodeBundle } from '@/lib/log/entry/bundle.ts';
import { encodeEntry } from '@/lib/log/entry/entry.ts';
import { readTilePath, TILE_WIDTH } from '@/lib/log/merkle/tile.ts';
import { recountTo } from '@/lib/verify/download.ts';
import { Recount } from '@/lib/verify/recount.ts';

/**
 * How long the verifier takes for a large log, without the network: bundles come out of memory. One entry in fifty is a
 * removal. `node --import tsx e2e/bench/verify/run.ts [entries]`. Ends with 1 when a million take more than ten seconds of
 * one processor.
 */
const PETITION = '11111111-1111-4111-8111-111111111111';
const AIM = 10;

run(async () => {
  const size = Number(process.argv[2] ?? 1_000_000);
  console.log(`Making a log of ${size} entries …`);
  const bundles = makeBundles(size);
  const [seconds, processor]: [number[], number[]] = [[], []];
  for (let round = 1; round <= 3; round++) {
    const recount = new Recount();
    const started = performance.now();
    const before = process.cpuUsage();
    const refusal = await recountTo(
      { bundle: async (path) => bundleAt(bundles, path) },
      recount,
      BigInt(size),
      () => undefined,
    );
    const { root } = recount.tree();
    seconds.push((performance.now() - started) / 1_000);
    const { system, user } = process.cpuUsage(before);
    processor.push((user + system) / 1e6);
    if (refusal) throw new Error(refusal.key);
    const count = recount.petitions.get(PETITION)?.count;
    console.log(
      `round ${round}: ${seconds.at(-1)?.toFixed(2)} s (${processor.at(-1)?.toFixed(2)} s of processor), count ${count}, root ${Buffer.from(root).toString('hex').slice(0, 16)}`,
    );
  }
  // Other work on the machine lengthens the clock's time and not the processor's.
  const perMillion = (Math.max(...processor) / size) * 1e6;
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `a million: ${perMillion.toFixed(2)} s of processor at most (aim ${AIM}); memory with the log: ${memory} MB`,
  );
  if (perMillion > AIM) process.exitCode = 1;
});

function bundleAt(bundles: readonly Uint8Array[], path: string): Uint8Array | 'missing' {
  const tile = readTilePath(path);
  return (tile && bundles[Number(tile.index)]) ?? 'missing';
}

function makeBundles(size: number): Uint8Array[] {
  const bundles: Uint8Array[] = [];
  let count = 0;
  let entries: Uint8Array[] = [];
  for (let event = 0; event < size; event++) {
    const type = event === 0 ? 'petition' : event % 50 === 49 ? 'withdraw' : 'sign';
    count += type === 'sign' ? 1 : type === 'withdraw' ? -1 : 0;
    const digest = type === 'withdraw' ? new Uint8Array(32) : randomFillSync(new Uint8Array(32));
    // The entry just before is always a signature that is still there.
    const removes = type === 'withdraw' ? BigInt(event - 1) : null;
    const code = type === 'withdraw' ? 0 : 1;
    const hour = 490_000 + Math.floor(event / 2_000);
    entries.push(
      encodeEntry({
        type,
        hour,
        petition: PETITION,
        event,
        count,
        code,
        attester: 0,
        removes,
        digest,
        attestation: null,
      }),
    );
    if (entries.length < TILE_WIDTH && event < size - 1) continue;
    bundles.push(encodeBundle(entries));
    entries = [];
  }
  return bundles;
}
