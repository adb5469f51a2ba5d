import { mkdir } from 'node:fs/promises';
import { openFollowed } from './followed.ts';
import { openKey } from './key-file.ts';
import { type Listener, type Listening, listen } from './listen.ts';
import { openMemory } from './memory.ts';

export interface WitnessOptions {
  /** The witness's own folder: key, memory, lock, and the logs it follows. */
  readonly folder: string;
  /** Needed at the first start only. */
  readonly name: string | null;
  /** Verifier keys of logs to follow, besides those it follows already. */
  readonly logs: readonly string[];
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

export interface RunningWitness extends Listening {
  readonly vkey: string;
  readonly name: string;
  readonly isNew: boolean;
  readonly origins: readonly string[];
}

/** Opens the folder and serves. Throws a WitnessHint for what the person who starts it can mend. */
export async function startWitness(options: WitnessOptions, listener: Listener): Promise<RunningWitness> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const memory = await openMemory(options.folder);
  try {
    const { isNew, key } = await openKey(options.folder, options.name);
    const logs = await openFollowed(options.folder, options.logs);
    const desk = { key, logs, memory, now: () => BigInt(Math.floor(Date.now() / 1000)) };
    const { port, stop } = await listen(desk, options, listener);
    const stopAll = async () => {
      await stop();
      await memory.close();
    };
    return { vkey: key.vkey, name: key.name, isNew, origins: logs.map(({ origin }) => origin), port, stop: stopAll };
  } catch (fault) {
    await memory.close();
    throw fault;
  }
}
