import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@/db/embedded.ts';
import { migrateDatabase } from '@/db/migrate.ts';
import { type Mailbox, refuseBusyPort, startMailbox } from './mailbox.ts';
import { Hint } from './run.ts';

/** Where the demo and development answer, and where they keep their data. */
export interface Places {
  readonly port: number;
  readonly mailboxPort: number;
  readonly dataDir: string;
}

/** What the demo and development need around the site; production brings its own and never falls back to these. */
export interface Surroundings {
  readonly appUrl: string;
  readonly port: number;
  readonly mailboxUrl: string;
  readonly dataDir: string;
  emptyMailbox(): void;
  close(): Promise<void>;
}

/** Looks at ports and folder before anything is built or started. Throws a {@link Hint} that says what to change. */
export async function choosePlaces(): Promise<Places> {
  if (process.env.DATABASE_URL) {
    throw new Hint('DATABASE_URL is set. This command keeps a database of its own and leaves yours alone: unset it.');
  }
  const port = readPort('PORT', 3000);
  const mailboxPort = readPort('MAILBOX_PORT', 3001);
  if (port === mailboxPort) throw new Hint(`PORT and MAILBOX_PORT are both ${port}. Choose two different ones.`);
  await refuseBusyPort(port, 'PORT');
  await refuseBusyPort(mailboxPort, 'MAILBOX_PORT');
  const dataDir = resolve(process.env.DATA_DIR ?? '.data');
  const isWritable = await mkdir(dataDir, { recursive: true })
    .then(() => access(dataDir, constants.W_OK))
    .then(
      () => true,
      () => false,
    );
  if (!isWritable) throw new Hint(`DATA_DIR ${dataDir} is no folder that can be written. Choose another: DATA_DIR=…`);
  return { port, mailboxPort, dataDir };
}

function readPort(setting: string, otherwise: number): number {
  const port = Number(process.env[setting] ?? otherwise);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Hint(`${setting} is ${process.env[setting]}, which is no port. Choose a number from 1 to 65535.`);
}

export async function prepareSurroundings(
  { dataDir, mailboxPort, port }: Places,
  say: (sentence: string) => void,
): Promise<Surroundings> {
  const database = await startEmbeddedDatabase({ dataDir, say });
  const mailbox = await startMailbox(mailboxPort).catch((fault: unknown) => stopAfter(fault, database));
  const appUrl = `http://localhost:${port}`;
  Object.assign(process.env, {
    APP_URL: appUrl,
    APP_SECRET: await readOrMakeSecret(join(dataDir, 'app-secret')),
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    KEY_DIR: join(dataDir, 'keys'),
    RESEND_API_KEY: 're_local_mailbox',
    RESEND_BASE_URL: mailbox.url,
    MAIL_FROM: 'Letters <letters@localhost.example>',
    MAIL_RATE: '20',
    // The site listens on this machine only; its example signers say which source each of them comes from.
    TRUSTED_PROXIES: '127.0.0.1/32,::1/128',
    LARGE_MAIL_DOMAINS: 'example.org',
    DEMO_MAILBOX: `${mailbox.url}/inbox`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  });
  await migrateDatabase(database.url).catch((fault: unknown) => stopAfter(fault, database, mailbox));
  return {
    appUrl,
    port,
    mailboxUrl: mailbox.url,
    dataDir,
    emptyMailbox: mailbox.empty,
    close: async () => {
      await mailbox.close();
      await database.stop();
    },
  };
}

/** A start that fails leaves nothing running behind it. */
async function stopAfter(fault: unknown, database: EmbeddedDatabase, mailbox?: Mailbox): Promise<never> {
  await mailbox?.close();
  await database.stop();
  throw fault;
}

/** Made once and kept: without it the keys beside it do not open, and the demo's signatures with them. */
async function readOrMakeSecret(file: string): Promise<string> {
  if (!existsSync(file)) await writeFile(file, randomBytes(48).toString('base64'), { mode: 0o600, flag: 'wx' });
  return readFile(file, 'utf8');
}
