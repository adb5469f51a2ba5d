import { workOnRuns } from '@/lib/invalidation/work.ts';

/** A worker that does nothing but removals, to be killed in the middle of its work. */
for (;;) {
  if (!(await workOnRuns())) await new Promise((resolve) => setTimeout(resolve, 20));
}
