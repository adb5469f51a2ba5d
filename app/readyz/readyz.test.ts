import { expect, letFoldAge, queueLetters, test } from '@/e2e/support/world.ts';
import { sendNextBatch } from '@/lib/mail/send.ts';
import { GET } from './route.ts';

const said = async () => {
  const answer = await GET();
  return [answer.status, await answer.text()];
};

test('OP-01: a refusing letter provider is said, and turns no traffic away', async ({ provider }) => {
  await letFoldAge(0);
  expect(await said()).toEqual([200, 'ready\n']);
  await queueLetters(1);
  provider.script({ status: 429, name: 'daily_quota_exceeded' });
  await sendNextBatch();
  expect(await said()).toEqual([200, 'ready\nletters: refused\n']);
});

test('OP-01: without a worker it is not ready', async () => {
  await letFoldAge(120);
  expect(await said()).toEqual([503, 'not ready: worker\n']);
});
