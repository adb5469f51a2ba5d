import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settings } from '@/lib/env.ts';
import { type Checkpoint, parseCheckpointText } from '@/lib/log/note/checkpoint.ts';

/**
 * What was signed last, beside the signing key and never in the database: whoever restores an older database must not
 * take this back with it. One file a size, which is never written again, so that no size is ever signed twice with
 * different roots, whatever number of processes runs.
 */

const folder = () => join(settings().KEY_DIR, 'log');
const nameOf = (size: bigint) => `signed-${size}`;

/** How many sizes are kept; only the last one is needed. */
const KEPT = 3;

async function listSizes(): Promise<bigint[]> {
  const files = await readdir(folder()).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return [];
    throw fault;
  });
  const sizes = files.flatMap((file) => /^signed-(\d+)$/.exec(file)?.[1] ?? []).map(BigInt);
  return sizes.sort((a, b) => (a < b ? 1 : -1));
}

/** The largest checkpoint that was ever signed; null when none was. */
export async function readLastSigned(): Promise<Checkpoint | null> {
  const [last] = await listSizes();
  if (last === undefined) return null;
  return parse(await readFile(join(folder(), nameOf(last)), 'utf8'));
}

function parse(text: string): Checkpoint {
  const checkpoint = parseCheckpointText(text);
  if (typeof checkpoint === 'string') throw new Error('A file of what was signed cannot be read.');
  return checkpoint;
}

/**
 * Takes the right to sign this text, for good: true from here on, also after a crash, for this text alone. False when
 * another text was signed for that size, or a larger one.
 */
export async function claimSignature(size: bigint, text: string): Promise<boolean> {
  const [last] = await listSizes();
  if (last !== undefined && last > size) return false;
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const draft = join(folder(), `.${randomUUID()}`);
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  const file = join(folder(), nameOf(size));
  await link(draft, file).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EEXIST') throw fault;
  });
  await rm(draft);
  const handle = await open(folder());
  await handle.sync().finally(() => handle.close());
  if ((await readFile(file, 'utf8')) !== text) return false;
  for (const old of (await listSizes()).slice(KEPT)) await rm(join(folder(), nameOf(old)), { force: true });
  return true;
}
