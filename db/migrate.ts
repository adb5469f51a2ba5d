import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { connectPostgres } from './connect.ts';

/** Any number; all instances of Undersigned that share a database use the same. */
const MIGRATION_LOCK = 7_364_001;
const OLDEST_SERVER = 150_000;

/**
 * Brings the database to this version's schema. Several instances may start at once: an advisory lock on a
 * connection of its own lets one work while the others wait, and the second run changes nothing.
 */
export async function migrateDatabase(url: string, folder = 'db/migrations'): Promise<void> {
  const sql = connectPostgres(url, { max: 1, connect_timeout: 10 });
  try {
    const [server] = await sql<{ version: number; name: string }[]>`
      select current_setting('server_version_num')::int as version, current_setting('server_version') as name`;
    if (!server || server.version < OLDEST_SERVER) {
      throw new Error(`PostgreSQL 15 or newer is needed; the server is ${server?.name ?? 'unknown'}.`);
    }
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: folder });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
