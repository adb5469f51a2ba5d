import { rm } from 'node:fs/promises';
import { startEmbeddedDatabase } from '@/db/embedded.ts';
import { migrateDatabase } from '@/db/migrate.ts';
import { runDirectory } from './places.ts';

/** One PostgreSQL for all room tests of a run; each test process copies the migrated database for itself. */
export default async function startRoomsDatabase(): Promise<() => Promise<void>> {
  const dataDir = `${runDirectory}/rooms`;
  const database = await startEmbeddedDatabase({
    dataDir,
    durable: false,
    maxConnections: 200,
  });
  await migrateDatabase(database.url);
  process.env.ROOMS_DATABASE_URL = database.url;
  return async () => {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
