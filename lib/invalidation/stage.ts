import type { schema } from '@/db/client.ts';
import { type DataKeys, openUnder } from '../keys/petition-keys.ts';
import { seal } from '../keys/seal.ts';
import type { Pattern } from './pattern.ts';

export type Run = typeof schema.invalidationRuns.$inferSelect;

/** Where a run stands. "dropped" was cancelled before anything left the count. */
export type Stage = 'looking' | 'looked' | 'dropped' | 'applying' | 'finished' | 'cancelled' | 'undoing' | 'undone';

export function stageOf(run: Run): Stage {
  if (run.undoneAt) return 'undone';
  if (run.undoBegunAt) return 'undoing';
  if (run.finishedAt) return 'finished';
  if (run.cancelledAt) return run.begunAt ? 'cancelled' : 'dropped';
  if (run.begunAt) return 'applying';
  return run.lookedAt ? 'looked' : 'looking';
}

export const isEnded = (run: Run): boolean => run.finishedAt !== null || run.cancelledAt !== null;

/** In days after the end of a run. Then what it found is deleted. */
export const UNDOABLE_FOR = 90;

export function undoableUntil(run: Run): Date {
  const end = run.finishedAt ?? run.cancelledAt ?? run.createdAt;
  return new Date(end.getTime() + UNDOABLE_FOR * 86_400_000);
}

export const isUndoable = (run: Run, now: Date): boolean =>
  run.begunAt !== null &&
  isEnded(run) &&
  run.undoBegunAt === null &&
  run.done > 0 &&
  run.sealedPattern.length > 0 &&
  now < undoableUntil(run);

export const placeOf = (runId: string) => `invalidation/${runId}`;

export const sealPattern = (keys: DataKeys, runId: string, pattern: Pattern): Buffer =>
  seal(keys.data, JSON.stringify(pattern), placeOf(runId));

/** Null once it was deleted. The cast holds because the key opens only what sealPattern sealed for this run. */
export const openPattern = (keys: DataKeys, run: Run): Pattern | null =>
  run.sealedPattern.length === 0
    ? null
    : (JSON.parse(openUnder(keys, run.sealedPattern, placeOf(run.id)).toString()) as Pattern);
