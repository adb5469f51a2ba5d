import { noteFault } from '../journal.ts';
import { noteRound } from './job-runs.ts';

export interface Round {
  readonly name: string;
  /** Milliseconds from the end of one run to the start of the next. */
  readonly pause: number;
  /** Does one portion of work. True when there is more to do at once. */
  readonly run: () => Promise<boolean>;
}

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
  const more = await round.run();
  await noteRound(round.name);
  return more;
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
