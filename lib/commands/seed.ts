import './check-node.ts';
import { closeDatabase } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { migrateDatabase } from '@/db/migrate.ts';
import { settings } from '../env.ts';
import { petitionPath } from '../urls.ts';
import { plantSeed } from './plant-seed.ts';
import { run } from './run.ts';

run(async () => {
  const { APP_URL, DATABASE_URL } = settings();
  await migrateDatabase(DATABASE_URL);
  const { isNew, slug } = await plantSeed(await currentTime());
  console.log(`${isNew ? 'Published' : 'Was published before'}: ${APP_URL}${petitionPath('en', slug)}`);
  await closeDatabase();
});
