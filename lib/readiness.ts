import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { once } from '@/db/once.ts';
import { noteFault } from './journal.ts';
import { type MailAlarm, readMailAlarms } from './mail/alarm.ts';
import { type LogTrouble, readLogHealth, troubleOf } from './transparency/health.ts';

export type Missing = 'database' | 'schema' | 'worker';

/** In milliseconds. */
const LONGEST_WAIT = 3_000;

const state = () =>
  once('readiness', () => {
    const stopping = { is: false };
    process.once('SIGTERM', () => {
      stopping.is = true;
    });
    return stopping;
  });

/** What keeps this process from serving; empty when nothing does. Answers within a few seconds whatever hangs. */
export async function readReadiness(): Promise<(Missing | 'stopping')[]> {
  if (state().is) return ['stopping'];
  const late = new Promise<Missing[]>((resolve) => setTimeout(resolve, LONGEST_WAIT, ['database']).unref());
  return Promise.race([askDatabase(), late]);
}

/**
 * What is wrong with the letters. It turns no traffic away, because signing goes on while letters wait; it is said to
 * whoever watches. Answers within a few seconds, and empty where nobody can tell.
 */
export async function readLetterTrouble(): Promise<readonly MailAlarm['kind'][]> {
  const late = new Promise<readonly MailAlarm[]>((resolve) => setTimeout(resolve, LONGEST_WAIT, []).unref());
  const asked = readMailAlarms().catch((fault: unknown) => {
    noteFault('the letters could not be asked about', fault);
    return [];
  });
  return (await Promise.race([asked, late])).map(({ kind }) => kind);
}

/** The same of the transparency log: signing goes on, and what happens waits for its place. */
export async function readLogTrouble(): Promise<LogTrouble | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, LONGEST_WAIT, null).unref());
  const asked = askLog().catch((fault: unknown) => {
    noteFault('the log could not be asked about', fault);
    return null;
  });
  return Promise.race([asked, late]);
}

const askLog = async () => troubleOf(await readLogHealth(), await currentTime());

async function askDatabase(): Promise<Missing[]> {
  try {
    const [row] = await database().execute<{ migrations: number; folded: boolean }>(sql`
      select (select count(*)::int from drizzle.__drizzle_migrations) as migrations,
        (select as_of between now() - interval '60 seconds' and now() + interval '60 seconds' from count_fold) as folded`);
    const missing: Missing[] = [];
    if ((row?.migrations ?? 0) < (await countMigrations())) missing.push('schema');
    if (!row?.folded) missing.push('worker');
    return missing;
  } catch (fault) {
    noteFault('readiness could not be asked', fault);
    return ['database'];
  }
}

const countMigrations = () =>
  once('migration-count', async () => {
    const journal: unknown = JSON.parse(await readFile('db/migrations/meta/_journal.json', 'utf8'));
    const entries = typeof journal === 'object' && journal && 'entries' in journal ? journal.entries : [];
    return Array.isArray(entries) ? entries.length : 0;
  });
