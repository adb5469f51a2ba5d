import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { closeDatabase } from '@/db/client.ts';
import { connectPostgres } from '@/db/connect.ts';
import { emptyOutbox } from './outbox.ts';
import { type ScriptedProvider, startScriptedProvider } from './provider.ts';

export * from './facts.ts';
export * from './outbox.ts';
export * from './petitions.ts';
export * from './signers.ts';

/**
 * The world of room tests: a database of this test process alone, and helpers that speak of petitions and
 * people instead of columns. Each test makes its own petition; nothing is wiped.
 */
export const test = base.extend<{ outbox: undefined }, { provider: ScriptedProvider; world: undefined }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
    async ({}, use) => {
      const provider = await startScriptedProvider();
      await use(provider);
      await provider.close();
    },
    { scope: 'worker' },
  ],
  world: [
    async ({ provider }, use, info) => {
      const directory = await mkdtemp(join(tmpdir(), 'undersigned-room-'));
      const url = await copyDatabase(`room_${info.workerIndex}_${randomBytes(4).toString('hex')}`);
      Object.assign(process.env, {
        APP_URL: 'http://localhost:3999',
        APP_SECRET: randomBytes(48).toString('base64'),
        DATABASE_URL: url,
        DATA_DIR: directory,
        KEY_DIR: join(directory, 'keys'),
        RESEND_API_KEY: 're_test',
        RESEND_BASE_URL: provider.url,
        RESEND_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
        MAIL_FROM: 'Letters <letters@petitions.test>',
        MAIL_RATE: '1000',
        LARGE_MAIL_DOMAINS: 'example.org',
        LOG_INTERVAL: '0.2',
        LOG_LEVEL: 'silent',
      });
      await use(undefined);
      await closeDatabase();
      await rm(directory, { recursive: true, force: true });
    },
    { scope: 'worker', auto: true },
  ],
  /** The outbox is one for all tests of a process: each begins with none of another's letters in it. */
  outbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
    async ({}, use) => {
      await emptyOutbox();
      await use(undefined);
    },
    { auto: true },
  ],
});

export { expect };

async function copyDatabase(name: string): Promise<string> {
  const url = process.env.ROOMS_DATABASE_URL;
  if (!url) throw new Error('The rooms database is not running; run these tests through "npm test".');
  // A database is copied while nobody is connected to it, so the copier comes in through another one.
  const server = connectPostgres(url.replace(/\/[^/]*$/, '/postgres'), { max: 1 });
  const template = url.split('/').at(-1) ?? '';
  await server`select pg_advisory_lock(1)`;
  await server.unsafe(`create database ${name} template ${template}`);
  await server.end();
  return url.replace(/\/[^/]*$/, `/${name}`);
}
