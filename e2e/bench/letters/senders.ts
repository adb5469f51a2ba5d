import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

export interface Sender {
  /** Begins to send. */
  start(): void;
  /** Ends it as a power cut would. */
  kill(): void;
}

/**
 * Makes one file of the sender and all it stands on: hundreds of them are started, and reading the house's sources
 * takes a process twenty times longer. The bundler is that of tsx, which reads the sources otherwise.
 */
export async function bundleSender(folder: string, source = join(import.meta.dirname, 'sender.ts')): Promise<string> {
  const { build } = createRequire(import.meta.resolve('tsx'))('esbuild');
  const outfile = join(folder, `${basename(source, '.ts')}.cjs`);
  const entryPoints = [source];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  return outfile;
}

/** A sender that is loaded and waits for its start. */
export async function prepareSender(file: string): Promise<Sender> {
  const child = fork(file, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  return { start: () => child.send('go'), kill: () => child.kill('SIGKILL') };
}

/** Always has the next sender loaded: a kill costs no waiting for a process to start. */
export function keepSenders(file: string, count: number) {
  const waiting = Array.from({ length: count }, () => prepareSender(file));
  return {
    async next(): Promise<Sender> {
      waiting.push(prepareSender(file));
      const sender = await waiting.shift();
      if (!sender) throw new Error('No sender.');
      sender.start();
      return sender;
    },
    async end(): Promise<void> {
      for (const sender of await Promise.all(waiting)) sender.kill();
    },
  };
}
