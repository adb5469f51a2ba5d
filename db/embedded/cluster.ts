import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type RunsAs, runAs } from './account.ts';
import { exists, isCode, publishFolder } from './binaries.ts';
import type { Place } from './place.ts';

/**
 * Makes the home with its cluster on the first start, and returns the password. It is built under
 * another name and renamed when whole: a crash leaves no half of it, and of two builders one wins.
 */
export async function makeHome(place: Place, options: { durable?: boolean }): Promise<string> {
  if (!(await exists(place.cluster))) await buildHome(place, options.durable ?? true);
  return readPassword(place.home);
}

async function buildHome(place: Place, durable: boolean): Promise<void> {
  await sweepUnfinished(place.home);
  const fresh = `${place.home}.new-${Date.now()}-${randomBytes(4).toString('hex')}`;
  try {
    await makeFolders(fresh, place.account);
    await writePassword(fresh);
    await initCluster(fresh, place, durable);
    await publishFolder(fresh, place.home);
  } catch (fault) {
    await rm(fresh, { recursive: true, force: true });
    throw fault;
  }
}

/** What a crash left. Nobody builds for ten minutes, so nobody's work is swept away. */
async function sweepUnfinished(home: string): Promise<void> {
  const prefix = `${basename(home)}.new-`;
  for (const name of await readdir(dirname(home))) {
    if (!name.startsWith(prefix)) continue;
    const begunAt = Number.parseInt(name.slice(prefix.length), 10);
    if (Date.now() - begunAt > 600_000) await rm(join(dirname(home), name), { recursive: true, force: true });
  }
}

/** The account owns the cluster only: root must never write where it could have laid a link. */
async function makeFolders(fresh: string, account: RunsAs): Promise<void> {
  await mkdir(fresh);
  await chmod(fresh, account ? 0o711 : 0o700);
  await mkdir(join(fresh, 'cluster'), { mode: 0o700 });
  if (account) await chown(join(fresh, 'cluster'), account.uid, account.gid);
}

async function writePassword(fresh: string): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  await writeFile(join(fresh, 'password'), `${password}\n`, { mode: 0o600, flag: 'wx' });
}

async function initCluster(fresh: string, place: Place, durable: boolean): Promise<void> {
  const password = join(fresh, 'password');
  const args = [
    `--pgdata=${join(fresh, 'cluster')}`,
    '--username=undersigned',
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    // PostgreSQL's own locale sorts the same on every machine, whatever its libc.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  // initdb reads the password as the account; afterwards it is ours alone again.
  if (place.account) await chown(password, place.account.uid, place.account.gid);
  await runInitdb(place, args);
  if (place.account) await chown(password, 0, 0);
}

async function runInitdb(place: Place, args: string[]): Promise<void> {
  try {
    await runAs(place.account, place.binaries.initdb, args);
  } catch (cause) {
    throw new Error(`PostgreSQL could not create its data folder in ${place.home}.`, { cause });
  }
}

async function readPassword(home: string): Promise<string> {
  try {
    return (await readFile(join(home, 'password'), 'utf8')).trim();
  } catch (cause) {
    if (!isCode(cause, 'EACCES')) throw cause;
    throw new Error(
      `The database in ${home} belongs to another user. Start as that user, or choose another data folder.`,
      { cause },
    );
  }
}
