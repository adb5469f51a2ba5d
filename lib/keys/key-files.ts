import { createHash, createSecretKey, hkdfSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { once } from '@/db/once.ts';
import { settings } from '../env.ts';
import { seal, unseal, unsealIfOpens } from './seal.ts';

/**
 * Keys are files in KEY_DIR, never rows: a dump or a backup of the database opens nothing. Each file is a
 * 256-bit key wrapped by a key derived from APP_SECRET, so that the folder alone opens nothing either.
 */

/** How long, in milliseconds, a process may go on using a key whose file another process has destroyed. */
export const REMEMBERED_FOR = 5_000;

/** That there is no such key is remembered, too: most addresses are asked for under a key that a new site has not. */
type Remembered = KeyObject | 'absent';

const remembered = () => once('keys', () => new LRUCache<string, Remembered>({ max: 10_000, ttl: REMEMBERED_FOR }));

const wrapFrom = (secret: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'undersigned/key-files/v1', 32)));

const wrappingKey = (): KeyObject => once('wrapping-key', () => wrapFrom(settings().APP_SECRET));

/** While the secret is changed, files that still wait for the new one open with the one before. */
const oldWrappingKey = (): KeyObject | null =>
  once('old-wrapping-key', () => {
    const { APP_SECRET_OLD } = settings();
    return APP_SECRET_OLD ? wrapFrom(APP_SECRET_OLD) : null;
  });

function unwrap(wrapped: Buffer, name: string): Buffer {
  const old = oldWrappingKey();
  return (old && unsealIfOpens(old, wrapped, name)) ?? unseal(wrappingKey(), wrapped, name);
}

const fileOf = (name: string) => join(settings().KEY_DIR, `${name}.key`);

/**
 * The key of that name, or null when there is none (any more). Throws when the file does not open. A key object,
 * because bytes would be made one again at every use, which costs more than the use.
 */
export async function readKey(name: string): Promise<KeyObject | null> {
  const known = remembered().get(name);
  if (known) return known === 'absent' ? null : known;
  // A file that is written at this very moment may be read half old and half new, once.
  return readFromFile(name).catch(() => readFromFile(name));
}

async function readFromFile(name: string): Promise<KeyObject | null> {
  const wrapped = await readFile(fileOf(name)).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null;
    throw fault;
  });
  if (!wrapped) {
    remembered().set(name, 'absent');
    return null;
  }
  const key = createSecretKey(unwrap(wrapped, name));
  remembered().set(name, key);
  return key;
}

/**
 * The key of that name, made if there is none. It is on disk, folder entry included, before it is used: what
 * is sealed with it must not outlive it. When two processes make one at once, the first file wins.
 */
export async function readOrMakeKey(name: string): Promise<KeyObject> {
  return (await readKey(name)) ?? storeKey(name, randomBytes(32));
}

/** Puts a key into a file of that name, unless there is one. Answers the key that the file then holds. */
export async function storeKey(name: string, value: Buffer): Promise<KeyObject> {
  const folder = settings().KEY_DIR;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomUUID()}`);
  await writeFile(draft, seal(wrappingKey(), value, name), { mode: 0o600, flag: 'wx', flush: true });
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
export const destroyKey = (name: string): Promise<void> => destroyKeys([name]);

/** In files: enough to keep a disk busy, few enough to stay below the limit of open files. */
const AT_ONCE = 64;

/**
 * Removes many at once. Their bytes are overwritten first, because a file's blocks outlive its name; disks that write
 * elsewhere than they are told keep the old bytes all the same, wrapped by APP_SECRET.
 */
export async function destroyKeys(names: readonly string[]): Promise<void> {
  for (let from = 0; from < names.length; from += AT_ONCE) {
    await Promise.all(names.slice(from, from + AT_ONCE).map(wipeFile));
  }
  if (names.length > 0) await syncFolder(settings().KEY_DIR);
}

async function wipeFile(name: string): Promise<void> {
  // Out of sight first: nobody reads a key that is half gone. What a crash leaves, sweepDrafts removes.
  const leaving = join(settings().KEY_DIR, `.${randomUUID()}`);
  const isThere = await rename(fileOf(name), leaving).then(
    () => true,
    (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ENOENT') return false;
      throw fault;
    },
  );
  remembered().delete(name);
  if (!isThere) return;
  await overwrite(leaving, () => randomBytes(60));
  await rm(leaving, { force: true });
}

/**
 * Writes other bytes of the same length into a key's file, where it lies: sixty bytes in one call, which no kill cuts
 * in two, and which can never bring back a file that somebody destroys at this moment, as a file moved into its place
 * would. False when there is no such file.
 */
async function overwrite(path: string, change: (wrapped: Buffer) => Buffer | null): Promise<boolean> {
  const file = await open(path, 'r+').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null;
    throw fault;
  });
  if (!file) return false;
  try {
    const wrapped = await file.readFile();
    const changed = change(wrapped);
    if (changed) {
      await file.write(changed, 0, changed.length, 0);
      await file.sync();
    }
  } finally {
    await file.close();
  }
  return true;
}

/** Puts another key into the place of one. Throws when there is none. */
export async function replaceKey(name: string, value: Buffer): Promise<void> {
  const isThere = await overwrite(fileOf(name), () => seal(wrappingKey(), value, name));
  remembered().delete(name);
  if (!isThere) throw new Error('A key that is to be replaced is gone.');
}

export type Rewrapping = 'rewrapped' | 'as-it-was' | 'unreadable' | 'gone';

/** Wraps a key's file by the new secret. Doing it twice changes nothing, so whoever is killed begins anew. */
export async function rewrapKey(name: string): Promise<Rewrapping> {
  let outcome: Rewrapping = 'as-it-was';
  const isThere = await overwrite(fileOf(name), (wrapped) => {
    if (unsealIfOpens(wrappingKey(), wrapped, name)) return null;
    const old = oldWrappingKey();
    const value = old && unsealIfOpens(old, wrapped, name);
    outcome = value ? 'rewrapped' : 'unreadable';
    return value && seal(wrappingKey(), value, name);
  });
  return isThere ? outcome : 'gone';
}

/** Tells keys apart without telling them: 16 hex digits of a hash over 256 random bits. */
export const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256').update('undersigned/key-fingerprint/v1').update(key.export()).digest('hex').slice(0, 16);

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
