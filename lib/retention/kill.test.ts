import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { plantSigned } from '@/e2e/support/planted.ts';
import { letClosingAge, readableOf } from '@/e2e/support/retention.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { keepPeriod } from './works.ts';

/** A process of its own that keeps a period until it is killed. */
function keepElsewhere(work: string): { readonly kill: () => Promise<void> } {
  const script = `
    import { keepPeriod } from '${join(import.meta.dirname, 'works.ts')}';
    for (;;) await keepPeriod('${work}');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    env: process.env,
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

const doneOf = async (petitionId: string): Promise<number> => {
  const [row] = await database().execute<{ done: string }>(sql`
    select done from petition_works where petition_id = ${petitionId} and work = 'followers'`);
  return Number(row?.done ?? 0);
};

test('PV-04: a job that is killed in the middle goes on where it was, and leaves nothing out', async () => {
  test.setTimeout(120_000);
  const petition = await makePetition();
  await plantSigned(petition.id, { count: 12_000, consents: ['updates'] });
  await letClosingAge(petition, 91);
  const elsewhere = keepElsewhere('followers');
  await expect.poll(() => doneOf(petition.id), { timeout: 60_000, intervals: [20] }).toBeGreaterThan(500);
  await elsewhere.kill();
  const before = await doneOf(petition.id);
  expect(before).toBeLessThan(12_000);
  expect(before % 500).toBe(0);
  let done = 0;
  for (let run = await keepPeriod('followers'); ; run = await keepPeriod('followers')) {
    done += run.done;
    if (!run.more) break;
  }
  expect(done).toBe(12_000 - before);
  const readable = await readableOf(petition);
  expect(readable).toHaveLength(12_000);
  expect(readable.filter(({ mailbox }) => mailbox)).toEqual([]);
});
