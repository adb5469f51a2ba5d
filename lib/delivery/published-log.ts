import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settings } from '../env.ts';
import { parseCheckpoint } from '../log/note/checkpoint.ts';
import { toBase64 } from '../log/text.ts';

/** What the public log says on the day of a pack. */
export interface PublishedCheckpoint {
  /** The signed note with the lines of its witnesses, as it was published. */
  readonly note: string;
  readonly size: string;
  /** Base64. */
  readonly root: string;
}

/** The newest checkpoint of this site's log, from where it is published; null while the site publishes none. */
export async function readCheckpoint(): Promise<PublishedCheckpoint | null> {
  const note = await readFile(join(settings().DATA_DIR, 'log', 'checkpoint'), 'utf8').catch(
    (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ENOENT') return null;
      throw fault;
    },
  );
  if (note === null) return null;
  const parsed = parseCheckpoint(note);
  if (typeof parsed === 'string') throw new Error(`The published checkpoint does not read: ${parsed}.`);
  const { root, size } = parsed.checkpoint;
  return { note, size: String(size), root: toBase64(root) };
}
