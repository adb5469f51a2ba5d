import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from '@/db/once.ts';
import { noteFault } from '../journal.ts';
import { type Checkpoint, parseCheckpoint } from '../log/note/checkpoint.ts';
import { logFolder, readLogFile } from './tiles/files.ts';

/** What the log's readers see, as it stands in DATA_DIR; no database is asked. */
export interface Published {
  readonly checkpoint: Checkpoint;
  /** The note with at most sixteen lines, and the one with all. */
  readonly note: Buffer<ArrayBuffer>;
  readonly fullNote: Buffer<ArrayBuffer>;
  readonly at: Date;
}

export const NOTE_FILE = 'checkpoint';
export const FULL_NOTE_FILE = 'checkpoint.all';

/** In milliseconds: how long memory answers without a look at the disk. */
const BELIEVED_FOR = 500;

interface Memory {
  published: Published | null;
  /** Of the file that was read: a new one is a file of its own. */
  inode: string;
  lookedAt: number;
  looking: Promise<void> | null;
}

const memory = () =>
  once(
    'published-log',
    (): Memory => ({
      published: null,
      inode: '',
      lookedAt: Number.NEGATIVE_INFINITY,
      looking: null,
    }),
  );

/** The newest published checkpoint; null when there is none. Looks at the disk twice a second at most, whoever asks. */
export async function readPublished(): Promise<Published | null> {
  const known = memory();
  if (performance.now() - known.lookedAt >= BELIEVED_FOR) {
    known.looking ??= lookAgain(known).finally(() => {
      known.looking = null;
    });
    await known.looking;
  }
  return known.published;
}

/** What memory holds, at once; a look at the disk begins where it is time for one. */
export function publishedSoFar(): Published | null {
  readPublished().catch((fault: unknown) => noteFault('the published checkpoint could not be read', fault));
  return memory().published;
}

/** For whoever has just written it. */
export function forgetPublished(): void {
  memory().lookedAt = Number.NEGATIVE_INFINITY;
}

async function lookAgain(known: Memory): Promise<void> {
  const found = await stat(join(logFolder(), NOTE_FILE), { bigint: true }).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null;
    throw fault;
  });
  const inode = found ? `${found.ino} ${found.mtimeNs}` : '';
  if (inode !== known.inode) known.published = found ? await readNotes(found.mtime) : null;
  known.inode = inode;
  known.lookedAt = performance.now();
}

async function readNotes(at: Date): Promise<Published> {
  const [note, fullNote] = await Promise.all([readLogFile(NOTE_FILE), readLogFile(FULL_NOTE_FILE)]);
  const read = parseCheckpoint(note?.toString() ?? '');
  if (!note || typeof read === 'string') throw new Error('The published checkpoint cannot be read.');
  return { checkpoint: read.checkpoint, note: Buffer.from(note), fullNote: Buffer.from(fullNote ?? note), at };
}
