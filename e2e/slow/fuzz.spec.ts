import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { fuzzSite } from '../support/fuzz-site.ts';
import { sitePort } from '../support/places.ts';
import { ask } from '../support/raw.ts';

/** The process that serves the site of this run, by what it was started with. */
function findServer(): number {
  const isServer = (pid: string) => {
    const [, script = '', port] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return script.endsWith('serve/server.js') && Number(port) === sitePort;
  };
  const pid = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => {
      try {
        return isServer(name);
      } catch {
        // A process that ended in this moment is not the one.
        return false;
      }
    });
  if (!pid) throw new Error('The server of this run was not found.');
  return Number(pid);
}

/** In bytes of real memory. */
const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'NaN') * 1024;

test('WE-09: 10,000 malformed requests bring no answer of 5xx, and memory grows by less than a tenth', async () => {
  const pid = findServer();
  const warm = await fuzzSite(100_000, 110_000);
  const before = memoryOf(pid);
  const { answered, faults } = await fuzzSite(0, 10_000);
  const after = memoryOf(pid);
  console.log(
    `answered ${answered} of 10,000; memory ${Math.round(before / 2 ** 20)} → ${Math.round(after / 2 ** 20)} MB`,
  );
  expect([...warm.faults, ...faults]).toEqual([]);
  expect(answered).toBeGreaterThan(8_000);
  expect(after / before).toBeLessThan(1.1);
  expect((await ask({ path: '/readyz' })).status).toBe(200);
});
