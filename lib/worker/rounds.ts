import { renewDatabase } from '@/db/client.ts';
import { noteFault } from '../journal.ts';
import { noteRound } from './job-runs.ts';

export interface Round {
  readonly name: string;
  /** Milliseconds from the end of one run to the start of the next. */
  readonly pause: number;
  /** Does one portion of work. True when there is more to do at once. */
  readonly run: () => Promise<boolean>;
  /** Milliseconds after which a run is given up and the next one begins. */
  readonly longest?: number;
}

/** In milliseconds. The slowest of what turns every second, a call of the provider after a wait for its turn, has 70 s. */
const LONGEST = 3 * 60_000;

/** Milliseconds to wait after a fault, so that a database that is away is not hammered. */
const PAUSE_AFTER_FAULT = 2_000;

/** Repeats a round until the signal ends it; a portion that has begun is finished first. */
export async function keepRound(round: Round, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const more = await runNoted(round).catch((fault: unknown) => {
      noteFault('a job failed and will be tried again', fault, { kind: round.name });
      return null;
    });
    if (more === null) await rest(PAUSE_AFTER_FAULT, signal);
    else if (!more) await rest(round.pause, signal);
  }
}

async function runNoted(round: Round): Promise<boolean> {
  const more = await inTime(round);
  await noteRound(round.name);
  return more;
}

/**
 * A run that does not come back must not hold its round for ever: letters would wait until somebody looks. The next
 * one has connections of its own, and whatever the late one still does is what a second worker might do at any time.
 */
async function inTime({ longest = LONGEST, name, run }: Round): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      renewDatabase();
      reject(Object.assign(new Error(`The round "${name}" has not come back.`), { code: 'ROUND_LATE' }));
    }, longest);
  });
  return Promise.race([run(), late]).finally(() => clearTimeout(timer));
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
