import { type ChildProcess, fork } from 'node:child_process';
import type { Run } from './series.ts';

export interface Form {
  readonly path: string;
  readonly body: string;
}

export interface Posting {
  readonly appUrl: string;
  readonly forms: readonly Form[];
}

export interface Posted {
  readonly statuses: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** The visitors' process. */
export interface Visitors {
  /** Posts all forms. The run counts those that were accepted; any other answer is said aloud. */
  post(forms: readonly Form[]): Promise<Run>;
  leave(): void;
}

export function inviteVisitors(appUrl: string): Visitors {
  const child = fork('e2e/bench/poster.ts', { execArgv: ['--import', 'tsx'] });
  return { post: (forms) => post(child, { appUrl, forms }), leave: () => child.disconnect() };
}

async function post(child: ChildProcess, posting: Posting): Promise<Run> {
  const { seconds, statuses } = await exchange(child, posting);
  const { '303': done = 0, ...others } = statuses;
  if (Object.keys(others).length > 0) console.log('  Some answers were no 303:', others);
  return { done, seconds };
}

function exchange(child: ChildProcess, posting: Posting): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(new Error('The visitors left in the middle of a round.'));
    child.once('exit', leave);
    child.once('message', (posted: Posted) => {
      child.off('exit', leave);
      resolve(posted);
    });
    child.send(posting);
  });
}
