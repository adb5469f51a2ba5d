import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { fuzzSite } from '../support/fuzz-site.ts';
import { sitePort } from '../support/places.ts';
import { ask } from '../support/raw.ts';
import { findServer } from '../support/server-process.ts';

const CASES = 10_000;
/** The cases that only warm up have other numbers than the measured ones. */
const WARMING = 1_000_000;
/** As many portions of CASES as the site gets to become level; at 16 of them it had long been so. */
const WARM_AT_MOST = 16;

/** In megabytes of real memory. */
const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'NaN') / 1024;

/**
 * A young server grows whatever it is asked: modules are compiled, the garbage collector lets the heap widen until it
 * finds its size (measured: 361 MB after the first 10,000, 592 after 40,000, then 635 after 160,000). So it is asked
 * malformed things until two portions in a row add less than a fiftieth each, and measured from there on: what leaks
 * with each request does not stop at any size.
 */
async function warmUp(pid: number): Promise<{ readonly faults: readonly string[]; readonly seen: readonly number[] }> {
  const faults: string[] = [];
  const seen = [memoryOf(pid)];
  const isLevel = () => seen.length > 3 && seen.slice(-2).every((one, n) => one / (seen.at(n - 3) ?? 0) < 1.02);
  for (let portion = 0; portion < WARM_AT_MOST && !isLevel(); portion += 1) {
    const from = WARMING + portion * CASES;
    faults.push(...(await fuzzSite(from, from + CASES)).faults);
    seen.push(memoryOf(pid));
  }
  expect(isLevel(), `memory does not become level: ${seen.map(Math.round).join(', ')} MB`).toBe(true);
  return { faults, seen };
}

test('WE-09: 10,000 malformed requests bring no answer of 5xx, and memory grows by less than a tenth', async () => {
  const pid = findServer(sitePort);
  const warm = await warmUp(pid);
  const before = memoryOf(pid);
  const { answered, faults } = await fuzzSite(0, CASES);
  const after = memoryOf(pid);
  console.log(
    `answered ${answered} of ${CASES}; memory ${Math.round(before)} → ${Math.round(after)} MB ` +
      `after a warm-up of ${warm.seen.map(Math.round).join(', ')}`,
  );
  expect([...warm.faults, ...faults]).toEqual([]);
  expect(answered).toBeGreaterThan(8_000);
  expect(after / before).toBeLessThan(1.1);
  expect((await ask({ path: '/readyz' })).status).toBe(200);
});
