import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@/db/embedded.ts';
import { type Mailbox, startMailbox } from '@/lib/commands/mailbox.ts';
import { findFreePort } from '../bench/port.ts';
import { nodeArgumentsOf } from './scripts.ts';

/** A site of production as an operator runs it, with everything it writes in one folder. */
export interface OwnSite {
  readonly port: number;
  readonly folder: string;
  readonly mailboxUrl: string;
  readonly database: () => EmbeddedDatabase;
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOwnSite(folder: string, settings: Readonly<Record<string, string>>): Promise<OwnSite> {
  for (const name of ['database', 'keys', 'data', 'tmp', 'output']) mkdirSync(join(folder, name), { recursive: true });
  let database = await startEmbeddedDatabase({ dataDir: join(folder, 'database') });
  const mailbox: Mailbox = await startMailbox(await findFreePort());
  const port = await findFreePort();
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    APP_SECRET: randomBytes(48).toString('base64'),
    KEY_DIR: join(folder, 'keys'),
    DATA_DIR: join(folder, 'data'),
    TMPDIR: join(folder, 'tmp'),
    RESEND_API_KEY: 're_local_mailbox',
    RESEND_BASE_URL: mailbox.url,
    MAIL_FROM: 'Letters <letters@petitions.test>',
    LOG_LEVEL: 'debug',
    PORT: String(port),
    HOST: '127.0.0.1',
    ...settings,
  };
  // Not in one breath: what stands between the site and its database may run in this very process.
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'lib/commands/seed.ts'], { env });
  const output = openSync(join(folder, 'output', 'site.log'), 'a');
  const child = spawn(process.execPath, nodeArgumentsOf('start'), {
    env,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  await untilReady(port, child);
  return {
    port,
    folder,
    mailboxUrl: mailbox.url,
    database: () => database,
    stopDatabase: () => database.stop(),
    startDatabase: async () => {
      database = await startEmbeddedDatabase({ dataDir: join(folder, 'database') });
    },
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await mailbox.close();
      await database.stop();
    },
  };
}

async function untilReady(port: number, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    if (child.exitCode !== null) throw new Error('The site ended before it answered.');
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The site did not get ready.');
}
