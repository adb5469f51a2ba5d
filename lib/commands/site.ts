import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Hint } from './run.ts';

export interface Site {
  /** The server's process; null when it could not be started at all. */
  readonly pid: number | null;
  /** Resolves when the server's process has ended, however it ended. */
  readonly ended: Promise<void>;
  /** Lets the server finish its answers; after `patience` milliseconds it is ended. */
  stop(patience?: number): Promise<void>;
}

const DEVELOPMENT = 'node_modules/next/dist/bin/next';
const PRODUCTION = 'lib/commands/serve/server.js';

interface SiteOptions {
  readonly mode: 'start' | 'dev';
  readonly port: number;
  /** "127.0.0.1" keeps it on this machine. */
  readonly host?: string | undefined;
  readonly quiet?: boolean;
}

/** Starts the web server as a process of its own. */
export function startSite({ host, mode, port, quiet }: SiteOptions): Site {
  if (mode === 'start' && !existsSync('.next/BUILD_ID'))
    throw new Hint('There is no build yet. Run "npm run build" first.');
  const args =
    mode === 'start'
      ? [PRODUCTION, String(port), ...(host ? [host] : [])]
      : [DEVELOPMENT, mode, '--port', String(port), ...(host ? ['--hostname', host] : [])];
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: mode === 'start' ? 'production' : 'development',
  } as const;
  // A group of its own: Ctrl-C reaches this process first, which then ends the server in order.
  const child = spawn(process.execPath, args, {
    env,
    detached: true,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { pid: child.pid ?? null, ended, stop: (patience = 10_000) => endChild(child, ended, patience) };
}

async function endChild(child: ChildProcess, ended: Promise<void>, patience: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(timer);
}

/** Waits until the server answers. Throws when it ends first, or after a minute. */
export async function waitForSite(site: Site, url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  let hasEnded = false;
  void site.ended.then(() => {
    hasEnded = true;
  });
  while (Date.now() < deadline) {
    if (hasEnded) throw new Hint('The web server ended before it answered; the lines above say why.');
    const answer = await fetch(`${url}/livez`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Hint('The web server did not answer within a minute.');
}
