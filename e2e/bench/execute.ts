import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a tool to its end without stopping this process, in which the counts are folded meanwhile. */
export const execute = promisify(execFile);

/** The number that the pattern's first group finds; a tool that says something else is a fault. */
export function readNumber(said: string, pattern: RegExp): number {
  const found = pattern.exec(said)?.[1];
  if (found === undefined) throw new Error(`${pattern} is not in:\n${said}`);
  return Number(found);
}
