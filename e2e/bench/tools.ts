import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Tools {
  readonly wrk: string | null;
  readonly pgbench: string | null;
  readonly nginx: string | null;
}

const POSTGRES_VERSIONS = '/usr/lib/postgresql';

const folders = (): string[] => [...(process.env.PATH ?? '').split(':'), '/usr/bin', '/usr/sbin', '/usr/local/sbin'];

/** Debian keeps pgbench beside the server of each version; the newest one is taken. */
const postgresFolders = (): string[] =>
  existsSync(POSTGRES_VERSIONS)
    ? readdirSync(POSTGRES_VERSIONS)
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => join(POSTGRES_VERSIONS, version, 'bin'))
    : [];

const findTool = (name: string, places: readonly string[]): string | null =>
  places.map((place) => join(place, name)).find((path) => existsSync(path)) ?? null;

const missing: Readonly<Record<keyof Tools, string>> = {
  wrk: 'wrk is not installed, so nothing is said of pages per second: apt-get install wrk',
  pgbench:
    'pgbench is not installed, so signing and confirming have no ratio to it: apt-get install postgresql-contrib',
  nginx: 'nginx is not installed, so nothing is said of the page through a cache: apt-get install nginx-light',
};

/** What of Debian's tools is here; what is not costs its rows, and says so. */
export function findTools(): Tools {
  const tools: Tools = {
    wrk: findTool('wrk', folders()),
    pgbench: findTool('pgbench', [...postgresFolders(), ...folders()]),
    nginx: findTool('nginx', folders()),
  };
  for (const name of ['wrk', 'pgbench', 'nginx'] as const) if (!tools[name]) console.log(missing[name]);
  return tools;
}
