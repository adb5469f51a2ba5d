import { publishLog } from '@/lib/transparency/publish.ts';
import { sequenceLog } from '@/lib/transparency/sequence.ts';

/** A worker that does nothing but the log, to be killed in the middle of its work. */
for (;;) {
  // A database that is busy fails a round here and there; the next one goes on, as the worker's own rounds do.
  const more = await sequenceLog().catch(() => false);
  await publishLog().catch(() => false);
  if (!more) await new Promise((resolve) => setTimeout(resolve, 300 + 400 * Math.random()));
}
