import type { Tree } from '../merkle/check-proof.ts';
import { isHash } from '../merkle/hash.ts';
import { fromBase64, fromDecimal, LARGEST, toBase64 } from '../text.ts';
import type { Ed25519Signer } from './ed25519.ts';
import { formatNote, isNoteText, type Note, type NoteRefusal, parseNote, signText } from './note.ts';

/** The state of a log as the text of a note: C2SP tlog-checkpoint, "Note text". */
export interface Checkpoint extends Tree {
  /** The log's identity: not empty, one line. It never changes, even if the domain does. */
  readonly origin: string;
  /** This log writes none and gives none a meaning; other logs may. */
  readonly extensions: readonly string[];
}

export type CheckpointRefusal = NoteRefusal | 'checkpoint-malformed';

/** A checkpoint with the note around it, whose signatures nobody has checked yet. */
export interface UncheckedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

export function parseCheckpoint(text: string): UncheckedCheckpoint | CheckpointRefusal {
  const note = parseNote(text);
  if (typeof note === 'string') return note;
  const checkpoint = parseCheckpointText(note.text);
  return typeof checkpoint === 'string' ? checkpoint : { checkpoint, note };
}

/** Lines: origin, size, base64 root, then any number of non-empty extension lines. */
export function parseCheckpointText(text: string): Checkpoint | 'checkpoint-malformed' {
  if (!isNoteText(text)) return 'checkpoint-malformed';
  const [origin, sizeLine, rootLine, ...extensions] = text.slice(0, -1).split('\n');
  const size = fromDecimal(sizeLine ?? '');
  const root = fromBase64(rootLine ?? '');
  if (!origin || size === null || !root || !isHash(root) || extensions.includes('')) return 'checkpoint-malformed';
  return { origin, size, root, extensions };
}

/** The text that is signed. Throws when it could not be read back. */
export function formatCheckpointText({ origin, size, root, extensions = [] }: CheckpointParts): string {
  const text = [origin, size, toBase64(root), ...extensions, ''].join('\n');
  const isSound = size >= 0n && size <= LARGEST && isHash(root) && !origin.includes('\n');
  if (!isSound || parseCheckpointText(text) === 'checkpoint-malformed') throw new Error('These are no checkpoint.');
  return text;
}

type CheckpointParts = Omit<Checkpoint, 'extensions'> & Partial<Pick<Checkpoint, 'extensions'>>;

/** The note a log publishes; its key is named after its origin. Only the sequencer's signer may call this. */
export async function signCheckpoint(tree: Tree, origin: string, signer: Ed25519Signer): Promise<string> {
  const text = formatCheckpointText({ ...tree, origin });
  return formatNote({ text, signatures: [await signText(text, origin, signer)] });
}
