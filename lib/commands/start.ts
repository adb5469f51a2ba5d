import './check-node.ts';
import { closeDatabase } from '@/db/client.ts';
import { migrateDatabase } from '@/db/migrate.ts';
import { settings } from '../env.ts';
import { noteEvent } from '../journal.ts';
import { replayErasures } from '../retention/replay.ts';
import { runWorker } from '../worker/jobs.ts';
import { run, stopSignal, untilAborted } from './run.ts';
import { startSite } from './site.ts';

/** Production: settings, migrations, the server, and the worker unless WORKER=off. SIGTERM drains all of it. */
run(async () => {
  const { DATABASE_URL, WORKER } = settings();
  await migrateDatabase(DATABASE_URL);
  await replayErasures();
  const stopping = stopSignal();
  const port = Number(process.env.PORT ?? 3000);
  const site = startSite({ mode: 'start', port, host: process.env.HOST });
  noteEvent('started', { port });
  const worker = WORKER === 'on' ? runWorker(stopping) : Promise.resolve();
  await Promise.race([untilAborted(stopping), site.ended]);
  const wasAsked = stopping.aborted;
  if (!wasAsked) process.kill(process.pid, 'SIGTERM');
  await Promise.all([site.stop(), worker]);
  await closeDatabase();
  noteEvent('stopped');
  process.exit(wasAsked ? 0 : 1);
});
