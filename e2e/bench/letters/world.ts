import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '@/db/client.ts';
import { startEmbeddedDatabase } from '@/db/embedded.ts';
import { migrateDatabase } from '@/db/migrate.ts';
import { queueLetters } from '@/e2e/support/outbox.ts';
import { type ScriptedProvider, startScriptedProvider } from '@/e2e/support/provider.ts';
import { readOutbox } from '@/lib/mail/queue.ts';
import { bundleSender } from './senders.ts';

export interface World {
  readonly provider: ScriptedProvider;
  /** The file that senders are started from. */
  readonly sender: string;
  readonly folder: string;
}

/** A database, keys and a provider of their own. One for each process: rooms open theirs once. */
export async function keepWorld<T>(
  { honoursKeys = true, rate = 1_000 },
  act: (world: World) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'undersigned-letters-'));
  // PostgreSQL runs as another user when we are root, and must get through.
  await chmod(folder, 0o755);
  const server = await startEmbeddedDatabase({ dataDir: join(folder, 'data') });
  const provider = await startScriptedProvider({ honoursKeys });
  Object.assign(process.env, {
    APP_URL: 'http://localhost:3999',
    APP_SECRET: randomBytes(48).toString('base64'),
    DATABASE_URL: server.url,
    DATA_DIR: folder,
    KEY_DIR: join(folder, 'keys'),
    RESEND_API_KEY: 're_bench',
    RESEND_BASE_URL: provider.url,
    MAIL_FROM: 'Letters <letters@petitions.test>',
    MAIL_RATE: String(rate),
    LARGE_MAIL_DOMAINS: 'example.org',
    LOG_LEVEL: 'silent',
  });
  try {
    await migrateDatabase(server.url);
    return await act({ provider, sender: await bundleSender(folder), folder });
  } finally {
    await closeDatabase();
    await provider.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Letters for so many mailboxes, in portions that one statement can carry. */
export async function queueMany(count: number): Promise<string[]> {
  const mailboxes: string[] = [];
  while (mailboxes.length < count) mailboxes.push(...(await queueLetters(Math.min(1_000, count - mailboxes.length))));
  return mailboxes;
}

/** As if a minute had passed for whatever a killed worker held: what it held is free again. */
export async function letLeasesRunOut(): Promise<void> {
  await database().execute(sql`
    update letter_batches set leased_until = now() - interval '1 second', next_try_at = least(next_try_at, now())
    where leased_until is not null`);
}

/** Until nothing waits in the outbox any more. */
export async function untilSent(): Promise<void> {
  for (;;) {
    const { waiting } = await readOutbox();
    if (waiting === 0) return;
    // A pause after a fault is no part of what is measured.
    await database().execute(sql`update letter_batches set next_try_at = now() where leased_until is null`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Until nothing waits, in seconds, with all the pauses that there are. */
export async function untilDrained(): Promise<number> {
  const began = performance.now();
  while ((await readOutbox()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  return (performance.now() - began) / 1_000;
}

/** The most calls within any second. */
export const fullestSecond = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length));

export interface Reconciliation {
  readonly lost: number;
  readonly twice: number;
  readonly dead: number;
}

/** The outbox against what people found in their mailboxes. */
export async function reconcile(mailboxes: readonly string[], provider: ScriptedProvider): Promise<Reconciliation> {
  const { dead } = await readOutbox();
  const found = new Set(provider.delivered);
  return {
    lost: mailboxes.filter((mailbox) => !found.has(mailbox)).length - dead,
    twice: provider.delivered.length - found.size,
    dead,
  };
}
