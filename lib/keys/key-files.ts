import { createSecretKey, hkdfSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { once } from '@/db/once.ts';
import { settings } from '../env.ts';
import { seal, unseal } from './seal.ts';

/**
 * Keys are files in KEY_DIR, never rows: a dump or a backup of the database opens nothing. Each file is a
 * 256-bit key wrapped by a key derived from APP_SECRET, so that the folder alone opens nothing either.
 */

/** How long, in milliseconds, a process may go on using a key whose file another process has destroyed. */
const REMEMBERED_FOR = 5_000;

/** That there is no such key is remembered, too: most addresses are asked for under a key that a new site has not. */
type Remembered = KeyObject | 'absent';

const remembered = () => once('keys', () => new LRUCache<string, Remembered>({ max: 10_000, ttl: REMEMBERED_FOR }));

function wrappingKey(): KeyObject {
  return once('wrapping-key', () =>
    createSecretKey(Buffer.from(hkdfSync('sha256', settings().APP_SECRET, '', 'undersigned/key-files/v1', 32))),
  );
}

const fileOf = (name: string) => join(settings().KEY_DIR, `${name}.key`);

/**
 * The key of that name, or null when there is none (any more). Throws when the file does not open. A key object,
 * because bytes would be made one again at every use, which costs more than the use.
 */
export async function readKey(name: string): Promise<KeyObject | null> {
  const known = remembered().get(name);
  if (known) return known === 'absent' ? null : known;
  const wrapped = await readFile(fileOf(name)).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null;
    throw fault;
  });
  if (!wrapped) {
    remembered().set(name, 'absent');
    return null;
  }
  const key = createSecretKey(unseal(wrappingKey(), wrapped, name));
  remembered().set(name, key);
  return key;
}

/**
 * The key of that name, made if there is none. It is on disk, folder entry included, before it is used: what
 * is sealed with it must not outlive it. When two processes make one at once, the first file wins.
 */
export async function readOrMakeKey(name: string): Promise<KeyObject> {
  const existing = await readKey(name);
  if (existing) return existing;
  const folder = settings().KEY_DIR;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomUUID()}`);
  await writeFile(draft, seal(wrappingKey(), randomBytes(32), name), { mode: 0o600, flag: 'wx', flush: true });
  await link(draft, fileOf(name)).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EEXIST') throw fault;
  });
  await rm(draft);
  await syncFolder(folder);
  remembered().delete(name);
  const made = await readKey(name);
  if (!made) throw new Error('A key file vanished right after it was made.');
  return made;
}

/** Removes the key for good, here and now. What it sealed can never be read again. */
export async function destroyKey(name: string): Promise<void> {
  remembered().delete(name);
  await rm(fileOf(name), { force: true });
  await syncFolder(settings().KEY_DIR);
}

/** Names of all keys, without their ending. */
export async function listKeys(): Promise<string[]> {
  const files = await readdir(settings().KEY_DIR).catch(() => []);
  return files.filter((file) => file.endsWith('.key')).map((file) => file.slice(0, -'.key'.length));
}

/** Removes what a crash in the middle of making a key left: the same bytes under a name that nobody would destroy. */
export async function sweepDrafts(now: Date): Promise<void> {
  const folder = settings().KEY_DIR;
  const drafts = (await readdir(folder).catch(() => [])).filter((file) => /^\.[0-9a-f-]{36}$/.test(file));
  for (const draft of drafts) {
    const { mtimeMs } = await stat(join(folder, draft));
    if (now.getTime() - mtimeMs > 60_000) await rm(join(folder, draft), { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
