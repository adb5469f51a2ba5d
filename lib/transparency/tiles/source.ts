import { TILE_WIDTH, tilePath } from '@/lib/log/merkle/tile.ts';
import { readLogFile, readTileFile } from './files.ts';

/** A published copy of the log, somewhere. All of it is outside data. */
export interface Source {
  /** Null where there is none. */
  readonly readCheckpoint: () => Promise<string | null>;
  /** At least the first `width` entries of a bundle, or null. */
  readonly readBundle: (index: bigint, width: number) => Promise<Uint8Array | null>;
}

/** A folder: our own DATA_DIR/log, or what somebody has fetched from the site's addresses. */
export function folderSource(folder: string): Source {
  return {
    readCheckpoint: async () => (await readLogFile('checkpoint', folder))?.toString() ?? null,
    readBundle: async (index, width) =>
      (await readTileFile({ level: 'entries', index }, folder)) ??
      readLogFile(tilePath({ level: 'entries', index, width }), folder),
  };
}

/** In bytes: a full bundle of the longest entries there are is 35 KiB; a checkpoint is far smaller. */
const LARGEST_ANSWER = 1024 * 1024;

/** In milliseconds. */
const LONGEST_WAIT = 30_000;

/** The address below which a log is served, such as https://petitions.example/log. */
export function webSource(address: string): Source {
  const prefix = address.replace(/\/+$/, '');
  return {
    readCheckpoint: async () => (await fetchBytes(`${prefix}/checkpoint`))?.toString() ?? null,
    // A bundle that has become full may be served under its full name alone.
    readBundle: async (index, width) =>
      (await fetchBytes(`${prefix}/${tilePath({ level: 'entries', index, width })}`)) ??
      fetchBytes(`${prefix}/${tilePath({ level: 'entries', index, width: TILE_WIDTH })}`),
  };
}

async function fetchBytes(address: string): Promise<Buffer | null> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(LONGEST_WAIT) });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`A copy of the log answered with ${answer.status}.`);
  const octets = Buffer.from(await answer.arrayBuffer());
  return octets.length > LARGEST_ANSWER ? null : octets;
}
