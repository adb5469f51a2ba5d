import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { settings } from '@/lib/env.ts';
import { TILE_WIDTH, type Tile, tilePath } from '@/lib/log/merkle/tile.ts';

/**
 * The published log as files in DATA_DIR: what is served, and what the log can be recovered from. Full tiles are there
 * under the path at which they are served. Of the one at the right edge of each level there is one growing file, because
 * a partial tile is the beginning of every longer one.
 */

export const logFolder = () => join(settings().DATA_DIR, 'log');

/** Without its width: which file it is cut from. */
export type TileName = Pick<Tile, 'level' | 'index'>;

export const fullTileFile = (name: TileName): string => tilePath({ ...name, width: TILE_WIDTH });
export const growingTileFile = (name: TileName): string => `${fullTileFile(name)}.growing`;

/** The bytes of a file in the log's folder; null when there is none. */
export async function readLogFile(path: string, folder = logFolder()): Promise<Buffer | null> {
  return readFile(join(folder, path)).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT' || fault.code === 'ENOTDIR') return null;
    throw fault;
  });
}

/** Readers see the old file or the new one, never half of one; on disk, name included, when this resolves. */
export async function writeLogFile(path: string, octets: Uint8Array | string): Promise<void> {
  const file = join(logFolder(), path);
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${randomUUID()}`);
  await writeFile(draft, octets, { flag: 'wx', flush: true });
  await rename(draft, file);
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

/** A tile's bytes, whole or as far as it has grown. */
export const readTileFile = async (name: TileName, folder?: string): Promise<Buffer | null> =>
  (await readLogFile(fullTileFile(name), folder)) ?? readLogFile(growingTileFile(name), folder);
