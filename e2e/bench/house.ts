import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase } from '@/db/client.ts';
import { connectPostgres, type Sql } from '@/db/connect.ts';
import { startEmbeddedDatabase } from '@/db/embedded.ts';
import { migrateDatabase } from '@/db/migrate.ts';
import { buildIfNeeded } from '@/lib/commands/build.ts';
import { startSite, waitForSite } from '@/lib/commands/site.ts';
import { foldRound, logRounds } from '@/lib/worker/jobs.ts';
import { keepRound } from '@/lib/worker/rounds.ts';
import { findFreePort } from './port.ts';
import { findPostgres } from './processes.ts';
import type { Watched } from './series.ts';

/** The site under measurement, with everything it stands on. */
export interface House {
  readonly appUrl: string;
  readonly databaseUrl: string;
  /** The bench's own way into the database, past the site's. */
  readonly sql: Sql;
  readonly watched: Watched;
  /** For whatever a row wants to lay down. */
  readonly folder: string;
}

/** Builds, opens and closes a house in production mode, in a folder and a database that are gone afterwards. */
export async function keepHouse(plant: () => Promise<void>, use: (house: House) => Promise<void>): Promise<void> {
  buildIfNeeded(console.log);
  const folder = await mkdtemp(join(tmpdir(), 'undersigned-bench-'));
  // PostgreSQL runs as another user when we are root, and must get through.
  await chmod(folder, 0o755);
  try {
    const database = await openDatabase(folder);
    try {
      await openHouse(folder, database.url, plant, use);
    } finally {
      await closeDatabase();
      await database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface BenchDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/** A new database on the server of DATABASE_URL, whose other databases are none of our business, or an embedded one. */
async function openDatabase(folder: string): Promise<BenchDatabase> {
  const given = process.env.DATABASE_URL;
  if (!given) {
    const embedded = await startEmbeddedDatabase({ dataDir: join(folder, 'data'), say: console.log });
    return { url: embedded.url, close: () => embedded.stop() };
  }
  const name = `undersigned_bench_${randomBytes(4).toString('hex')}`;
  const server = connectPostgres(given, { max: 1 });
  await server`create database ${server(name)}`;
  const url = new URL(given);
  url.pathname = `/${name}`;
  const close = async () => {
    await server`drop database ${server(name)}`;
    await server.end();
  };
  return { url: url.href, close };
}

async function openHouse(
  folder: string,
  databaseUrl: string,
  plant: () => Promise<void>,
  use: (house: House) => Promise<void>,
): Promise<void> {
  const port = await findFreePort();
  const appUrl = `http://127.0.0.1:${port}`;
  Object.assign(process.env, productionSettings(folder, databaseUrl, appUrl));
  await migrateDatabase(databaseUrl);
  await plant();
  const sql = connectPostgres(databaseUrl, { max: 2, idle_timeout: 0 });
  const site = startProfiledSite(port);
  const closing = new AbortController();
  // Letters stay in the outbox: nobody's mailbox is measured here, and rendering them would take the site's cores.
  const folding = Promise.all([foldRound, ...logRounds].map((round) => keepRound(round, closing.signal)));
  try {
    await waitForSite(site, appUrl);
    const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const watched = { server: site.pid, database: findPostgres(backend?.pid ?? 0) };
    await use({ appUrl, databaseUrl, sql, watched, folder });
  } finally {
    closing.abort();
    await Promise.all([site.stop(), folding]);
    await sql.end({ timeout: 1 });
  }
}

const productionSettings = (folder: string, databaseUrl: string, appUrl: string) => ({
  APP_URL: appUrl,
  APP_SECRET: randomBytes(48).toString('base64'),
  DATABASE_URL: databaseUrl,
  DATA_DIR: join(folder, 'data'),
  KEY_DIR: join(folder, 'keys'),
  RESEND_API_KEY: 're_nobody',
  RESEND_BASE_URL: 'http://localhost:9',
  MAIL_FROM: 'Letters <letters@petitions.test>',
  LOG_LEVEL: 'error',
  // The visitors' process says which source each form comes from, and the crowd of the bench is not braked.
  TRUSTED_PROXIES: '127.0.0.1/32',
  LARGE_MAIL_DOMAINS: 'example.org',
  SIGNING_BRAKE: '1000000',
});

/** BENCH_PROFILE names a folder that gets the server's CPU profile, for whoever asks where the time goes. */
function startProfiledSite(port: number) {
  const { BENCH_PROFILE: folder, NODE_OPTIONS: usual } = process.env;
  if (folder) process.env.NODE_OPTIONS = `${usual ?? ''} --cpu-prof --cpu-prof-dir=${folder}`;
  const site = startSite({ mode: 'start', port, host: '127.0.0.1', quiet: true });
  if (usual === undefined) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = usual;
  return site;
}

/** Waits until something answers there, whatever it answers. */
export async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return;
    if (Date.now() > deadline) throw new Error(`Nothing answers at ${url}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
