import { isDatabaseAway } from './fault.ts';

/** How many rows one statement may carry, and how many statements may be under way at once. */
interface BatchLimits {
  readonly rows: number;
  readonly statements: number;
}

/** In milliseconds. Doors answer within 4.5 s; what could not be written by then is not written behind their backs. */
const LONGEST_WAIT = 4_500;

interface Waiting<Row, Answer> {
  readonly row: Row;
  readonly since: number;
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
      const answers = await inTime(write(batch.map((waiting) => waiting.row)));
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
      const batch = queue.splice(0, limits.rows);
      const late = batch.filter(isLate);
      for (const waiting of late) waiting.reject(tooLate());
      if (late.length < batch.length) await writeTogether(batch.filter((waiting) => !late.includes(waiting)));
    } finally {
      underWay -= 1;
      void drain();
    }
  }

  return (row) =>
    new Promise<Answer>((resolve, reject) => {
      queue.push({ row, since: performance.now(), resolve, reject });
      // The next turn, so that requests read in one turn of the event loop travel together.
      setImmediate(() => void drain());
    });
}

const isLate = ({ since }: { since: number }): boolean => performance.now() - since > LONGEST_WAIT;
const tooLate = (): Error => Object.assign(new Error('The database did not answer in time.'), { code: 'ETIMEDOUT' });

/** A connection that hangs must not hold its place: the server's own time-out does not reach a broken line. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), LONGEST_WAIT);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The same for readers: those that arrive together share one statement. */
export const batchReads = batchWrites;
