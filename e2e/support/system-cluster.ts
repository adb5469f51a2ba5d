import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectPostgres } from '@/db/connect.ts';
import { findAccount, isRoot, spawnOptions } from '@/db/embedded/account.ts';
import { findFreePort } from '../bench/port.ts';

/** PostgreSQL as an operator has it, with its own tools: dumps are made and read back by these alone. */

const VERSIONS = '/usr/lib/postgresql';

/** The tools of the newest version on this machine; null where there is none. */
export const postgresTools: string | null = existsSync(VERSIONS)
  ? (readdirSync(VERSIONS)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(VERSIONS, version, 'bin'))
      .find((bin) => ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(bin, name)))) ??
    null)
  : null;

export interface SystemCluster {
  readonly url: string;
  /** Runs one of PostgreSQL's tools against this cluster. */
  run(tool: 'pg_dump' | 'pg_restore', args: readonly string[]): void;
  /** Ends it at once. */
  end(): Promise<void>;
}

/** A new and empty cluster in this folder, which nobody but its own account can read. */
export async function startSystemCluster(folder: string): Promise<SystemCluster> {
  const bin = postgresTools ?? '';
  const account = isRoot() ? await findAccount() : undefined;
  mkdirSync(folder);
  if (account) chownSync(folder, account.uid, account.gid);
  const options = spawnOptions(account);
  execFileSync(join(bin, 'initdb'), ['-D', folder, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8'], {
    ...options,
    stdio: 'ignore',
  });
  const port = await findFreePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'logging_collector=off'];
  const args = ['-D', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn(join(bin, 'postgres'), args, { ...options, stdio: 'ignore' });
  const root = `postgresql://postgres@127.0.0.1:${port}`;
  await untilAnswering(`${root}/postgres`);
  execFileSync(join(bin, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', 'undersigned']);
  const url = `${root}/undersigned`;
  return {
    url,
    run: (tool, more) => {
      execFileSync(join(bin, tool), ['-d', url, ...more], { stdio: ['ignore', 'ignore', 'inherit'] });
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGQUIT');
      await ended;
    },
  };
}

async function untilAnswering(url: string): Promise<void> {
  const sql = connectPostgres(url, { max: 1, connect_timeout: 2 });
  for (const deadline = Date.now() + 30_000; ; ) {
    try {
      await sql`select 1`;
      break;
    } catch (fault) {
      if (Date.now() > deadline) throw fault;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await sql.end();
}
