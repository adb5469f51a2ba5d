import { resolve } from 'node:path';
import { connectPostgres, type Sql } from '../connect.ts';

const name = 'undersigned';

export function databaseUrl(port: number, password: string): string {
  return `postgres://${name}:${password}@127.0.0.1:${port}/${name}`;
}

/** Proves that the server answers and is the one of this folder, and that our database is in it. */
export async function ensureDatabase(url: string, cluster: string): Promise<void> {
  const sql = connectPostgres(url, { database: 'postgres', max: 1, connect_timeout: 5 });
  try {
    await checkFolder(sql, cluster);
    // Two starters can arrive here at once, and CREATE DATABASE knows no IF NOT EXISTS.
    await sql`select pg_advisory_lock(hashtext('create database undersigned'))`;
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function checkFolder(sql: Sql, cluster: string): Promise<void> {
  const [row] = await sql<{ data_directory: string }[]>`show data_directory`;
  const folder = row?.data_directory ?? '';
  // resolve, because PostgreSQL writes Windows paths with forward slashes.
  if (resolve(folder) === resolve(cluster)) return;
  throw new Error(`The server that answers keeps its data in ${folder}, not in ${cluster}.`);
}
