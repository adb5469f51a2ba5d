import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnOptions } from './account.ts';
import { readLockFile } from './lock-file.ts';
import type { Place } from './place.ts';

export interface StartedServer {
  port: number;
  stop(): Promise<void>;
}

interface LaunchOptions {
  durable?: boolean;
  maxConnections?: number;
}

const longestLogBytes = 1_000_000;
// A server that was cut off reads its journal first, which can take longer than any usual start.
const recoveryPatienceMs = 60_000;

/** undefined: somebody else took the folder or the port in the same moment; look and try again. */
export async function launchServer(place: Place, options: LaunchOptions): Promise<StartedServer | undefined> {
  const log = await openLog(place);
  const { size } = await log.stat();
  const port = await findFreePort();
  try {
    const child = await spawnServer(place, log, serverArguments(place, port, options));
    const outcome = await waitUntilReady(place, child);
    if (outcome === 'ready') return { port, stop: () => stopServer(child) };
    await stopServer(child);
    return await explainFailure(place, size, outcome);
  } finally {
    await log.close();
  }
}

function serverArguments(place: Place, port: number, options: LaunchOptions): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    ...privacySettings,
    ...(options.durable === false ? carelessSettings : []),
    ...(options.maxConnections ? [`max_connections=${options.maxConnections}`] : []),
  ];
  return ['-D', place.cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

// The log promises to know nothing about people. Statements, parameters and details carry what
// somebody typed, and so do the messages of plain errors ("invalid input syntax for …"); the
// application gets those anyway.
const privacySettings = [
  'log_destination=stderr',
  'logging_collector=off',
  'log_min_messages=log',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_statement=none',
  'log_min_duration_statement=-1',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
  'log_connections=off',
  'log_disconnections=off',
];

const carelessSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

async function spawnServer(place: Place, log: FileHandle, args: string[]): Promise<ChildProcess> {
  const child = spawn(place.binaries.postgres, args, {
    ...spawnOptions(place.account),
    // Its own process group: a Ctrl-C reaches us alone, and we end the server in good order.
    detached: true,
    stdio: ['ignore', 'ignore', log.fd],
  });
  await once(child, 'spawn');
  child.unref();
  return child;
}

async function waitUntilReady(place: Place, child: ChildProcess): Promise<'ready' | 'ended' | 'slow'> {
  const deadline = Date.now() + recoveryPatienceMs;
  while (!hasEnded(child)) {
    const { pid, status } = await readLockFile(place);
    if (pid === child.pid && status === 'ready') return 'ready';
    if (Date.now() > deadline) return 'slow';
    await sleep(20);
  }
  return 'ended';
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are cut, what was committed is written. */
async function stopServer(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  // Without this, Node.js may leave before the server has.
  child.ref();
  child.kill('SIGINT');
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function explainFailure(place: Place, logStart: number, outcome: 'ended' | 'slow'): Promise<undefined> {
  const said = (await readFile(logPath(place))).subarray(logStart).toString('utf8').trim();
  if (/postmaster\.pid" (already exists|is empty)|Address already in use/.test(said)) return undefined;
  const lastLines = said.split('\n').slice(-8).join('\n');
  const what = outcome === 'slow' ? 'was not ready within a minute' : 'did not start';
  throw new Error(`PostgreSQL ${what}. The end of ${logPath(place)}:\n${lastLines}`);
}

async function openLog(place: Place): Promise<FileHandle> {
  const log = await open(logPath(place), 'a', 0o600);
  if ((await log.stat()).size > longestLogBytes) await log.truncate();
  return log;
}

function logPath(place: Place): string {
  return join(place.home, 'server.log');
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
