import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { untilAnswers } from './house.ts';
import { findFreePort } from './port.ts';

/** Something that listens: its address, its process, and its end. */
export interface Listener {
  readonly origin: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a bare server that sends what this page answers, byte for byte. */
export async function startBareServer(pageUrl: string, folder: string): Promise<Listener> {
  await mkdir(folder, { recursive: true });
  await keepAnswer(pageUrl, 'identity', join(folder, 'plain'));
  await keepAnswer(pageUrl, 'gzip', join(folder, 'gzip'));
  const port = await findFreePort();
  return startListener(port, process.execPath, ['--import', 'tsx', 'e2e/bench/bare-server.ts', folder, String(port)]);
}

export async function startListener(port: number, command: string, args: readonly string[]): Promise<Listener> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'spawn');
  // Whatever ends the bench ends what it started.
  process.once('exit', () => child.kill());
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  await untilAnswers(origin);
  return { origin, pid: child.pid ?? 0, stop };
}

/** What the connection decides; node:http sets these by itself. */
const PER_CONNECTION = ['connection', 'keep-alive', 'date', 'transfer-encoding'];

async function keepAnswer(url: string, encoding: string, place: string): Promise<void> {
  // Not fetch, which would unpack the body.
  const [answer] = (await once(get(url, { headers: { 'accept-encoding': encoding } }), 'response')) as [
    IncomingMessage,
  ];
  const parts: Buffer[] = await answer.toArray();
  const body = Buffer.concat(parts);
  const kept = Object.entries(answer.headers).filter(([name]) => !PER_CONNECTION.includes(name));
  await writeFile(`${place}.body`, body);
  await writeFile(`${place}.json`, JSON.stringify({ ...Object.fromEntries(kept), 'content-length': body.length }));
}
