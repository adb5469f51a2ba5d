import { isDatabaseAway } from './fault.ts';

/** How many rows one statement may carry, and how many statements may be under way at once. */
interface BatchLimits {
  readonly rows: number;
  readonly statements: number;
}

interface Waiting<Row, Answer> {
  readonly row: Row;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: unknown) => void;
}

/**
 * Lets writers that arrive together share one commit. Every caller is answered after the commit that holds
 * its row, never before: if the answer was sent, the fact is on disk. `write` returns one answer per row, in
 * their order. When a shared statement fails, its rows are written one by one, so that one caller's fault
 * stays that caller's.
 */
export function batchWrites<Row, Answer>(
  write: (rows: readonly Row[]) => Promise<readonly Answer[]>,
  limits: BatchLimits = { rows: 200, statements: 2 },
): (row: Row) => Promise<Answer> {
  const queue: Waiting<Row, Answer>[] = [];
  let underWay = 0;

  async function writeTogether(batch: Waiting<Row, Answer>[]): Promise<void> {
    try {
      const answers = await write(batch.map((waiting) => waiting.row));
      if (answers.length !== batch.length) throw new Error('A batch was answered with another number of rows.');
      batch.forEach((waiting, i) => {
        waiting.resolve(answers[i] as Answer);
      });
    } catch (fault) {
      // A database that is away refuses every row alike; trying them one by one would only take longer.
      if (batch.length === 1 || isDatabaseAway(fault)) for (const waiting of batch) waiting.reject(fault);
      else for (const waiting of batch) await writeTogether([waiting]);
    }
  }

  async function drain(): Promise<void> {
    if (underWay >= limits.statements || queue.length === 0) return;
    underWay += 1;
    try {
      await writeTogether(queue.splice(0, limits.rows));
    } finally {
      underWay -= 1;
      void drain();
    }
  }

  return (row) =>
    new Promise<Answer>((resolve, reject) => {
      queue.push({ row, resolve, reject });
      // The next turn, so that requests read in one turn of the event loop travel together.
      setImmediate(() => void drain());
    });
}

/** The same for readers: those that arrive together share one statement. */
export const batchReads = batchWrites;
