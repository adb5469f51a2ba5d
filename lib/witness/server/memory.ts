import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpoint } from '../../log/note/checkpoint.ts';
import { fromDecimal } from '../../log/text.ts';
import { WitnessHint } from './hint.ts';
import { unlessMissing } from './key-file.ts';
import { type Lock, takeLock } from './lock.ts';
import { storeFile } from './store-file.ts';

/** What was cosigned last of one log. */
export interface Cosigned {
  readonly checkpoint: Checkpoint;
  /** The checkpoint with the log's own signature. */
  readonly note: string;
  /** POSIX seconds of the cosignature. Ed25519 signs the same words with the same bytes, so it can be made again. */
  readonly time: bigint;
}

/**
 * The witness's memory: one file for all logs it follows. It must never be restored from a copy: a witness that
 * forgets what it cosigned can be shown a second history.
 */
export interface Memory {
  readonly last: (origin: string) => Cosigned | null;
  /** One act at a time: nothing is compared while something else is being stored. */
  readonly alone: <T>(act: () => Promise<T>) => Promise<T>;
  /** On the disk when it returns. Only inside {@link alone}. */
  readonly store: (cosigned: Cosigned) => Promise<void>;
  readonly close: () => Promise<void>;
}

const VERSION = 'undersigned witness 1';

export async function openMemory(folder: string): Promise<Memory> {
  const lock = await takeLock(folder);
  const file = join(folder, 'state.json');
  const logs = await readMemory(file).catch(async (fault: unknown) => {
    await lock.release();
    throw fault;
  });
  return memoryOf(file, logs, lock);
}

function memoryOf(file: string, logs: Map<string, Cosigned>, lock: Lock): Memory {
  let turn: Promise<unknown> = Promise.resolve();
  const alone = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    alone,
    last: (origin) => logs.get(origin) ?? null,
    store: async (cosigned) => {
      await lock.check();
      const next = new Map(logs).set(cosigned.checkpoint.origin, cosigned);
      await storeFile(file, writeMemory(next));
      logs.set(cosigned.checkpoint.origin, cosigned);
    },
    close: () => alone(() => lock.release()),
  };
}

function writeMemory(logs: ReadonlyMap<string, Cosigned>): string {
  const told = [...logs.values()].map(({ note, time }) => ({ time: String(time), note }));
  return `${JSON.stringify({ version: VERSION, logs: told }, null, 2)}\n`;
}

async function readMemory(file: string): Promise<Map<string, Cosigned>> {
  const text = await readFile(file, 'utf8').catch(unlessMissing);
  if (text === null) return new Map();
  const logs = parseMemory(text);
  if (logs) return logs;
  throw new WitnessHint(
    `${file} cannot be read. It says what this witness has signed and must not be replaced: a witness that forgets can be\nshown a second history. If it is lost, start a new witness with a new key in an empty folder, and say so in public.`,
  );
}

function parseMemory(text: string): Map<string, Cosigned> | null {
  try {
    const read: unknown = JSON.parse(text);
    const { version, logs } = read as { version?: unknown; logs?: unknown };
    if (version !== VERSION || !Array.isArray(logs)) return null;
    const cosigned = logs.map(readCosigned);
    return cosigned.includes(null)
      ? null
      : new Map(cosigned.flatMap((each) => (each ? [[each.checkpoint.origin, each]] : [])));
  } catch {
    // No JSON at all: the caller says what that means.
    return null;
  }
}

function readCosigned(told: unknown): Cosigned | null {
  const { note, time } = (told ?? {}) as { note?: unknown; time?: unknown };
  if (typeof note !== 'string' || typeof time !== 'string') return null;
  const [read, seconds] = [parseCheckpoint(note), fromDecimal(time)];
  return typeof read === 'string' || !seconds ? null : { checkpoint: read.checkpoint, note, time: seconds };
}
