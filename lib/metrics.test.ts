import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepAllPeriods } from '@/e2e/support/retention.ts';
import { expect, makePetition, newAddress, sendOff, sign, test } from '@/e2e/support/world.ts';
import { settings } from './env.ts';
import { mayReadMetrics, readMetrics } from './metrics.ts';

const numberOf = (metrics: string, line: string): number => {
  const found = metrics.split('\n').find((one) => one.startsWith(`undersigned_${line} `));
  return Number(found?.split(' ').at(-1));
};

test('OP-02: outbox, sends, jobs and backup stand in the metrics, and no person does', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email, name: 'Watched Person' });
  const waiting = await readMetrics();
  expect(numberOf(waiting, 'outbox_letters')).toBe(1);
  expect(numberOf(waiting, 'outbox_oldest_seconds')).toBeGreaterThanOrEqual(0);
  expect(numberOf(waiting, 'backup_last_success_timestamp_seconds')).toBe(0);
  await sendOff();
  await keepAllPeriods();
  const file = join(settings().DATA_DIR, 'last-backup');
  await writeFile(file, '');
  await utimes(file, 1_700_000_000, 1_700_000_000);
  const sent = await readMetrics();
  expect(numberOf(sent, 'outbox_letters')).toBe(0);
  expect(numberOf(sent, 'letters_total{kind="confirm-signature",result="handed_over"}')).toBeGreaterThan(0);
  expect(numberOf(sent, 'job_last_success_timestamp_seconds{job="details"}')).toBeGreaterThan(Date.now() / 1_000 - 120);
  expect(numberOf(sent, 'backup_last_success_timestamp_seconds')).toBe(1_700_000_000);
  for (const trace of [email, 'Watched', petition.id, petition.slug]) expect(sent).not.toContain(trace);
});

test('OP-02: without the token there are no metrics, and none at all where no token is set', () => {
  Object.assign(settings(), { METRICS_TOKEN: undefined });
  expect(mayReadMetrics('Bearer undefined')).toBe(false);
  Object.assign(settings(), { METRICS_TOKEN: 'a-token-of-some-length' });
  expect(mayReadMetrics('Bearer a-token-of-some-length')).toBe(true);
  for (const wrong of [null, '', 'Bearer ', 'Bearer a-token-of-some-lengt', 'a-token-of-some-length']) {
    expect(mayReadMetrics(wrong), String(wrong)).toBe(false);
  }
  Object.assign(settings(), { METRICS_TOKEN: undefined });
});
