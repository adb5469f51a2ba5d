import { createHash } from 'node:crypto';
import { chmod, mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, findAccount, isRoot, type RunsAs, succeedsAs } from './account.ts';
import { type Binaries, copyBinaries, exists, findBinaries, isCode } from './binaries.ts';

export interface Place {
  /** Ours: password, log and cluster lie in it. */
  home: string;
  /** The server's: PGDATA. */
  cluster: string;
  account: RunsAs;
  binaries: Binaries;
}

export async function findPlace(dataDir: string, say: (sentence: string) => void): Promise<Place> {
  const binaries = await findBinaries();
  await mkdir(dataDir, { recursive: true });
  // One folder, one name: the server reports its own, and the name elsewhere is made from it.
  const folder = await realpath(dataDir);
  if (!isRoot()) return placeAt(join(folder, 'postgres'), undefined, binaries);
  const place = await findPlaceForRoot(folder, binaries);
  if (!place.home.startsWith(`${folder}/`)) await leaveNote(folder, place.home, say);
  return place;
}

async function findPlaceForRoot(folder: string, binaries: Binaries): Promise<Place> {
  const existing = await findExisting(homesFor(folder));
  const account = existing ? await ownerOf(join(existing, 'cluster')) : await findAccount();
  const home = existing ?? (await chooseHome(folder, account));
  const reachable = await succeedsAs(account, binaries.postgres, ['--version']);
  const usable = reachable ? binaries : await copyBinaries(binaries, await chooseBase(account));
  await requireReach(account, home, usable);
  return placeAt(home, account, usable);
}

function placeAt(home: string, account: RunsAs, binaries: Binaries): Place {
  return { home, cluster: join(home, 'cluster'), account, binaries };
}

/** Existing data wins over a nicer place: a folder opened or closed since must not seem to lose it. */
async function findExisting(homes: string[]): Promise<string | undefined> {
  for (const home of homes) if (await exists(join(home, 'cluster'))) return home;
  return undefined;
}

/** Whoever wrote the data goes on with it: PostgreSQL refuses the folder of another user. */
async function ownerOf(cluster: string): Promise<Account> {
  const { uid, gid } = await stat(cluster);
  if (uid !== 0) return { uid, gid };
  throw new Error(`${cluster} belongs to root, whom PostgreSQL refuses. Give it back to the user who made it.`);
}

async function chooseHome(folder: string, account: Account): Promise<string> {
  if (await canEnter(account, folder)) return join(folder, 'postgres');
  return join(await chooseBase(account), fingerprint(folder));
}

function homesFor(folder: string): string[] {
  return [join(folder, 'postgres'), ...bases().map((base) => join(base, fingerprint(folder)))];
}

function fingerprint(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16);
}

function bases(): string[] {
  return ['/var/lib/undersigned', join(tmpdir(), 'undersigned')];
}

async function chooseBase(account: Account): Promise<string> {
  for (const base of bases()) {
    if ((await makeBase(base)) && (await canEnter(account, base))) return base;
  }
  throw new Error(
    `Running as root needs a folder that other users can enter; neither of ${bases().join(', ')} is one. ` +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}

async function makeBase(base: string): Promise<boolean> {
  try {
    if (await mkdir(base, { recursive: true })) await chmod(base, 0o755);
  } catch (fault) {
    if (isCode(fault, 'EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR')) return false;
    throw fault;
  }
  // Below /tmp anybody can have made this folder first, to have us run their programs.
  const { uid, mode } = await stat(base);
  return uid === 0 && (mode & 0o022) === 0;
}

async function canEnter(account: Account, folder: string): Promise<boolean> {
  return succeedsAs(account, 'test', ['-x', folder]);
}

async function requireReach(account: Account, home: string, binaries: Binaries): Promise<void> {
  if ((await exists(home)) && !(await canEnter(account, home))) {
    throw new Error(
      `The user with the number ${account.uid}, who owns the database in ${home}, can no longer reach it. ` +
        'Let other users pass through the folders above it ("chmod o+x"), then start again.',
    );
  }
  if (await succeedsAs(account, binaries.postgres, ['--version'])) return;
  throw new Error(
    `The user with the number ${account.uid} cannot run ${binaries.postgres}. ` +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}

async function leaveNote(folder: string, home: string, say: (sentence: string) => void): Promise<void> {
  await writeFile(join(folder, 'postgres-is-elsewhere.txt'), `${home}\n`);
  say(`The database lies in ${home}, because PostgreSQL does not run as root and only root can enter ${folder}.`);
}
