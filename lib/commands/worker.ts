import './check-node.ts';
import { closeDatabase } from '@/db/client.ts';
import { settings } from '../env.ts';
import { noteEvent } from '../journal.ts';
import { replayErasures } from '../retention/replay.ts';
import { runWorker } from '../worker/jobs.ts';
import { run, stopSignal } from './run.ts';

/** The letters, counts and upkeep as a process of their own. Any number may run. */
run(async () => {
  settings();
  await replayErasures();
  noteEvent('worker started');
  await runWorker(stopSignal());
  await closeDatabase();
  noteEvent('worker stopped');
});
