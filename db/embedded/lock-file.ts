import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './account.ts';
import { isCode } from './binaries.ts';
import type { Place } from './place.ts';

/** What a server writes about itself into postmaster.pid. */
export interface ServerNote {
  pid: number;
  port: number;
  /** PostgreSQL's word: starting, ready, stopping. */
  status: string;
}

/** undefined: there is no such file, or the process it names is gone. */
export async function readRunningServer(place: Place): Promise<ServerNote | undefined> {
  const note = await readLockFile(place);
  const isProcess = Number.isInteger(note.pid) && note.pid > 1;
  return isProcess && (await isAlive(note.pid, place.account)) ? note : undefined;
}

export async function readLockFile(place: Place): Promise<ServerNote> {
  // The order of lines is PostgreSQL's: src/include/utils/pidfile.h.
  const lines = (await readIfThere(lockFilePath(place))).split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() || 'starting' };
}

export function lockFilePath(place: Place): string {
  return join(place.cluster, 'postmaster.pid');
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (fault) {
    if (isCode(fault, 'ENOENT')) return '';
    throw fault;
  }
}
