import { runWorker } from '@/lib/worker/jobs.ts';

/** The worker as it is, with all its rounds, from the word on until it is killed. */
process.once('message', () => {
  process.once('disconnect', () => process.exit(0));
  void runWorker(new AbortController().signal);
});
process.send?.('ready');
