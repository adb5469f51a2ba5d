import { cp, rm } from 'node:fs/promises';
import { connectPostgres, type Sql } from '@/db/connect.ts';
import { settings } from '@/lib/env.ts';

/** A backup of the database and the keys, as an operator makes one. What it answers puts it back in place. */
export async function makeBackup(): Promise<() => Promise<void>> {
  const url = process.env.DATABASE_URL ?? '';
  const name = url.split('/').at(-1) ?? '';
  const copy = `${name}_backup_${Date.now()}`;
  const keys = `${settings().KEY_DIR}-${copy}`;
  await onServer(url, async (server) => {
    await shutOut(server, name);
    await server.unsafe(`create database ${copy} template ${name}`);
    await server.unsafe(`alter database ${name} with allow_connections true`);
  });
  await cp(settings().KEY_DIR, keys, { recursive: true });
  return async () => {
    await onServer(url, async (server) => {
      await shutOut(server, name);
      await server.unsafe(`drop database ${name}`);
      await server.unsafe(`create database ${name} template ${copy}`);
      await server.unsafe(`drop database ${copy}`);
    });
    await rm(settings().KEY_DIR, { recursive: true });
    await cp(keys, settings().KEY_DIR, { recursive: true });
    // Keys are remembered for some seconds; a restored site is a new process that remembers none.
    await new Promise((resolve) => setTimeout(resolve, 5_100));
  };
}

async function onServer(url: string, act: (server: Sql) => Promise<void>): Promise<void> {
  const server = connectPostgres(url.replace(/\/[^/]*$/, '/postgres'), { max: 1 });
  await act(server).finally(() => server.end());
}

async function shutOut(server: Sql, name: string): Promise<void> {
  await server.unsafe(`alter database ${name} with allow_connections false`);
  await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
}
