import './check-node.ts';
import { setMaxListeners } from 'node:events';
import { SettingsFault } from '../env.ts';
import { rootOf } from '../fault.ts';

/** Runs a command: what an operator can mend is a sentence, what broke is a stack. */
export function run(command: () => Promise<void>): void {
  command().catch((fault: unknown) => {
    // The root alone: what wraps it may quote a statement with its values.
    console.error(fault instanceof SettingsFault || fault instanceof Hint ? fault.message : rootOf(fault));
    process.exit(1);
  });
}

/** A fault that its sentence explains fully. */
export class Hint extends Error {
  override readonly name = 'Hint';
}

/** Ends when the operator or the system says so. The second signal ends the process at once. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  // Each of the worker's rounds listens, and there are more of them than Node.js thinks usual.
  setMaxListeners(0, stop.signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => (stop.signal.aborted ? process.exit(1) : stop.abort()));
  }
  return stop.signal;
}

export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve())));
