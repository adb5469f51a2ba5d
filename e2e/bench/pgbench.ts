import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute, readNumber } from './execute.ts';
import { CLIENTS } from './options.ts';
import type { Run } from './series.ts';

export interface Pgbench {
  readonly path: string;
  readonly databaseUrl: string;
  /** For its scripts. */
  readonly folder: string;
}

interface Script {
  readonly name: string;
  /** One statement; may use :client_id and whatever `variables` sets. */
  readonly sql: string;
  readonly variables?: Readonly<Record<string, number>>;
}

/** Each client repeats the script so many times, prepared once. */
export async function runPgbench(pgbench: Pgbench, script: Script, transactions: number): Promise<Run> {
  const file = join(pgbench.folder, `${script.name}.sql`);
  await writeFile(file, `${script.sql};\n`);
  const variables = Object.entries(script.variables ?? {}).map(([name, value]) => `--define=${name}=${value}`);
  const args = ['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '1', '-t', String(transactions), '-f', file];
  const { stdout } = await execute(pgbench.path, [...args, ...variables], { env: connectionOf(pgbench.databaseUrl) });
  if (!/number of failed transactions: 0 /.test(stdout)) throw new Error(`pgbench failed:\n${stdout}`);
  const done = readNumber(stdout, /actually processed: (\d+)/);
  return { done, seconds: done / readNumber(stdout, /tps = ([\d.]+)/) };
}

/** In the environment, because everybody on the machine can read arguments. */
function connectionOf(databaseUrl: string): NodeJS.ProcessEnv {
  const url = new URL(databaseUrl);
  return {
    ...process.env,
    PGHOST: url.searchParams.get('host') ?? url.hostname,
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: url.pathname.slice(1),
  };
}
