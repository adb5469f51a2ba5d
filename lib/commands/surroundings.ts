import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startEmbeddedDatabase } from '@/db/embedded.ts';
import { migrateDatabase } from '@/db/migrate.ts';
import { startMailbox } from './mailbox.ts';

/** What the demo and development need around the site; production brings its own and never falls back to these. */
export interface Surroundings {
  readonly appUrl: string;
  readonly port: number;
  readonly mailboxUrl: string;
  emptyMailbox(): void;
  close(): Promise<void>;
}

export async function prepareSurroundings(say: (sentence: string) => void): Promise<Surroundings> {
  const port = Number(process.env.PORT ?? 3000);
  const mailboxPort = Number(process.env.MAILBOX_PORT ?? 3001);
  const dataDir = resolve(process.env.DATA_DIR ?? '.data');
  await mkdir(dataDir, { recursive: true });
  const database = process.env.DATABASE_URL ? null : await startEmbeddedDatabase({ dataDir, say });
  const mailbox = await startMailbox(mailboxPort);
  const close = async () => {
    await mailbox.close();
    await database?.stop();
  };
  const appUrl = `http://localhost:${port}`;
  Object.assign(process.env, {
    APP_URL: appUrl,
    APP_SECRET: await readOrMakeSecret(join(dataDir, 'app-secret')),
    DATABASE_URL: process.env.DATABASE_URL ?? database?.url,
    DATA_DIR: dataDir,
    KEY_DIR: join(dataDir, 'keys'),
    RESEND_API_KEY: 're_local_mailbox',
    RESEND_BASE_URL: mailbox.url,
    MAIL_FROM: 'Letters <letters@localhost.example>',
    MAIL_RATE: '20',
    DEMO_MAILBOX: `${mailbox.url}/inbox`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  });
  await migrateDatabase(process.env.DATABASE_URL ?? '').catch(async (fault: unknown) => {
    await close();
    throw fault;
  });
  return {
    appUrl,
    port,
    mailboxUrl: mailbox.url,
    emptyMailbox: mailbox.empty,
    close,
  };
}

/** Made once and kept: without it the keys beside it do not open, and the demo's signatures with them. */
async function readOrMakeSecret(file: string): Promise<string> {
  if (!existsSync(file)) await writeFile(file, randomBytes(48).toString('base64'), { mode: 0o600, flag: 'wx' });
  return readFile(file, 'utf8');
}
