import './check-node.ts';
import { migrateDatabase } from '@/db/migrate.ts';
import { Hint, run } from './run.ts';

run(async () => {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Hint('Set DATABASE_URL to the database that is to be migrated.');
  await migrateDatabase(url);
  console.log('The database has this version’s schema.');
});
