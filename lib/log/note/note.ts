import { concat } from '../bytes.ts';
import { fromHex, fromLooseBase64, toBase64, toHex, toUtf8 } from '../text.ts';
import type { Ed25519Signer } from './ed25519.ts';
import { isKeyName, LOG_KEY, verifierKey } from './key.ts';

/** The text form of signed notes: C2SP signed-note, "Format". Nothing here checks a signature; see verify-note. */

/** In characters: room for 64 ML-DSA-44 lines. The standard asks for a limit and for at least 16 lines. */
export const LONGEST_NOTE = 262_144;
export const MOST_SIGNATURES = 64;

export interface NoteSignature {
  readonly name: string;
  /** Eight lower-case hex digits. */
  readonly keyId: string;
  /** What follows the key id, 1 byte at least; its meaning depends on the key's type. */
  readonly signature: Uint8Array;
}

/** A note that reads well. Its text must be ignored until a known key's signature has been checked. */
export interface Note {
  /** Ends in a line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type NoteRefusal = 'note-too-long' | 'note-malformed' | 'signature-line-malformed' | 'too-many-signatures';

/** "The text is separated from the signatures by the last empty line in the note." */
export function parseNote(note: string): Note | NoteRefusal {
  if (note.length > LONGEST_NOTE) return 'note-too-long';
  if (!isNoteText(note)) return 'note-malformed';
  const gap = note.lastIndexOf('\n\n');
  if (gap < 0) return 'note-malformed';
  const signatures = parseSignatureLines(note.slice(gap + 2));
  return typeof signatures === 'string' ? signatures : { text: note.slice(0, gap + 1), signatures };
}

/** Ends in a line feed, has no other control character below U+0020, and can be written as UTF-8. */
export const isNoteText = (text: string): boolean =>
  text.endsWith('\n') && !/[^\n -\u{10ffff}]|\p{Surrogate}/u.test(text);

/** One or more lines `— <name> <base64(key id ‖ signature)>`, as notes end in and as witnesses answer. */
export function parseSignatureLines(text: string): NoteSignature[] | NoteRefusal {
  if (text.length > LONGEST_NOTE) return 'note-too-long';
  if (!isNoteText(text)) return 'signature-line-malformed';
  const lines = text.slice(0, -1).split('\n', MOST_SIGNATURES + 1);
  if (lines.length > MOST_SIGNATURES) return 'too-many-signatures';
  const signatures = lines.flatMap((line) => parseSignatureLine(line) ?? []);
  return signatures.length === lines.length ? signatures : 'signature-line-malformed';
}

function parseSignatureLine(line: string): NoteSignature | null {
  const [dash, name, encoded, ...more] = line.split(' ');
  const octets = fromLooseBase64(encoded ?? '');
  if (dash !== '\u2014' || !name || !isKeyName(name) || !octets || octets.length < 5 || more.length > 0) return null;
  return { name, keyId: toHex(octets.subarray(0, 4)), signature: octets.subarray(4) };
}

export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  const id = fromHex(keyId);
  if (!isKeyName(name) || id?.length !== 4) throw new Error('A signature line needs a key name and a key id.');
  return `\u2014 ${name} ${toBase64(concat(id, signature))}\n`;
}

/** The note of a text and its signatures. Throws when the text could not be read back. */
export function formatNote({ text, signatures }: Note): string {
  if (!isNoteText(text)) throw new Error('This text cannot be the text of a note.');
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** A log's own signature, type 0x01: Ed25519 over the text. Throws when the text could not be a note's. */
export async function signText(text: string, name: string, signer: Ed25519Signer): Promise<NoteSignature> {
  if (!isNoteText(text)) throw new Error('This text cannot be the text of a note.');
  const { id } = verifierKey(name, LOG_KEY, signer.publicKey);
  return { name, keyId: id, signature: await signer.sign(toUtf8(text)) };
}
