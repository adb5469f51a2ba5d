import { randomUUID } from 'node:crypto';
import { readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WitnessHint } from './hint.ts';
import { unlessMissing } from './key-file.ts';

/**
 * One process per folder. Two that each remember what they cosigned last would between them cosign two histories.
 *
 * The file names its process. It stays behind when that process was killed, and then belongs to whoever comes next.
 * Two containers may both be process 1, so the file holds a random word, too, which the holder looks at before every
 * store: the one that lost its lock stops before it stores anything.
 */
export interface Lock {
  /** Throws when another process has taken over. */
  readonly check: () => Promise<void>;
  readonly release: () => Promise<void>;
}

/** In milliseconds: longer than another start needs between its look at an old lock and its own. */
const SETTLING = 150;

export async function takeLock(folder: string): Promise<Lock> {
  const file = join(folder, 'lock');
  const word = `${process.pid} ${randomUUID()}`;
  if (!(await isTaken(file, word))) {
    await dropIfDead(file);
    if (!(await isTaken(file, word))) throw refusal(file);
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLING));
  const isOurs = async () => (await readFile(file, 'utf8').catch(unlessMissing)) === word;
  if (!(await isOurs())) throw refusal(file);
  return {
    check: async () => {
      if (!(await isOurs())) throw new WitnessHint('Another witness has taken over this folder. This one stops.');
    },
    release: async () => {
      if (await isOurs()) await unlink(file);
    },
  };
}

/** Creates the file, or answers false when it is there. */
async function isTaken(file: string, word: string): Promise<boolean> {
  return writeFile(file, word, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    (fault: unknown) => {
      if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') return false;
      throw fault;
    },
  );
}

async function dropIfDead(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(unlessMissing);
  if (text === null) return;
  const pid = Number(text.split(' ')[0]);
  if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid)) throw refusal(file);
  await unlink(file).catch(unlessMissing);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    // A process of somebody else may not be signalled; it is there all the same.
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}

const refusal = (file: string): WitnessHint =>
  new WitnessHint(
    `Another witness works in this folder. Two on one memory could sign two histories.\nIf none runs, delete ${file} and start again.`,
  );
