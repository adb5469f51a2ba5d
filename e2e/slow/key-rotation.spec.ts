import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { dataKeys } from '@/lib/keys/petition-keys.ts';
import { beginRotation } from '@/lib/retention/rotate.ts';
import { readMySignature } from '@/lib/signature/read.ts';
import { plantSigned } from '../support/planted.ts';
import { readableOf } from '../support/retention.ts';
import { expect, makePetition, signAndConfirm, test } from '../support/world.ts';

const SIGNATURES = 100_000;
/** In seconds, for a million (OP-06). */
const LIMIT = 1_800;

interface Progress extends Record<string, unknown> {
  readonly seconds: number | null;
}

/** How long sealing anew took; null while it has not ended. */
async function sealingTook(petitionId: string): Promise<number | null> {
  const [row] = await database().execute<Progress>(sql`
    select extract(epoch from finished_at - begun_at)::float8 as seconds from petition_works
    where petition_id = ${petitionId} and work = 'resealing'`);
  return row?.seconds ?? null;
}

test('OP-06: a key is changed in another process while people sign here, without a fault', async () => {
  const petition = await makePetition();
  await plantSigned(petition.id, { count: SIGNATURES, consents: [] });
  const old = (await dataKeys(petition.id)).data;
  const script = `
    import { workOnRotations } from '${join(import.meta.dirname, '../../lib/retention/rotate.ts')}';
    for (;;) if (!(await workOnRotations(new Date()))) await new Promise((resolve) => setTimeout(resolve, 500));`;
  const worker = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    env: process.env,
    stdio: 'ignore',
  });
  const faults: unknown[] = [];
  let signed = 0;
  let isOver = false;
  const crowd = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      try {
        const mine = await readMySignature(await signAndConfirm(petition));
        if (mine?.name === 'Test Signer') signed += 1;
      } catch (fault) {
        faults.push(fault);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  await beginRotation(petition.id, 'command', await currentTime());
  const isRotating = async () =>
    (await database().execute(sql`select from key_rotations where petition_id = ${petition.id}`)).length > 0;
  await expect.poll(isRotating, { timeout: 600_000, intervals: [1_000] }).toBe(false);
  isOver = true;
  await Promise.all(crowd);
  worker.kill('SIGKILL');
  const seconds = (await sealingTook(petition.id)) ?? Number.POSITIVE_INFINITY;
  const perMillion = (seconds * 1_000_000) / SIGNATURES;
  console.log(
    `${SIGNATURES} signatures sealed anew in ${seconds.toFixed(1)} s (a million: ${perMillion.toFixed(0)} s) while ${signed} signed`,
  );
  expect(faults).toEqual([]);
  expect(signed).toBeGreaterThan(50);
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  expect((await dataKeys(petition.id)).data.equals(old)).toBe(false);
  expect((await dataKeys(petition.id)).others).toEqual([]);
  expect(await readableOf(petition)).toHaveLength(SIGNATURES + signed);
  expect(perMillion).toBeLessThan(LIMIT);
});
