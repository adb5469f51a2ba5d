import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Looks for words in bytes, however a program may have written them (PV-01). */

const escaped = (word: string, sign: (code: number) => string): string =>
  [...Buffer.from(word)].map((code) => sign(code)).join('');
const hex = (code: number): string => code.toString(16).padStart(2, '0');

/** A word inside base64 looks different by where it begins; what surrounds it changes the letters at its edges. */
function inBase64(word: string, shift: number): string {
  const encoded = Buffer.from('\0'.repeat(shift) + word)
    .toString('base64')
    .replace(/=+$/, '');
  const whole = Math.floor(((shift + Buffer.byteLength(word)) * 8) / 6);
  return encoded.slice(Math.ceil((shift * 8) / 6), whole);
}

/** Every spelling of a word that is looked for. */
export function spellingsOf(word: string): ReadonlyMap<string, Buffer> {
  const base64 = [0, 1, 2].flatMap((shift) => {
    const text = inBase64(word, shift);
    return [
      [`base64 (${shift})`, Buffer.from(text)],
      [`base64url (${shift})`, Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))],
    ] as const;
  });
  const utf16 = Buffer.from(word, 'utf16le');
  return new Map<string, Buffer>([
    ['clear', Buffer.from(word)],
    ['lower case', Buffer.from(word.toLowerCase())],
    ['upper case', Buffer.from(word.toUpperCase())],
    ['backwards', Buffer.from([...word].reverse().join(''))],
    ['latin1', Buffer.from(word, 'latin1')],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.from(utf16).swap16()],
    ['hex', Buffer.from(escaped(word, hex))],
    ['HEX', Buffer.from(escaped(word, hex).toUpperCase())],
    ['percent', Buffer.from(encodeURIComponent(word))],
    ['every byte percent', Buffer.from(escaped(word, (code) => `%${hex(code).toUpperCase()}`))],
    ['plus', Buffer.from(new URLSearchParams({ word }).toString().slice('word='.length))],
    ['escaped bytes', Buffer.from(escaped(word, (code) => `\\x${hex(code)}`))],
    ['octal', Buffer.from(escaped(word, (code) => (code > 126 ? `\\${code.toString(8)}` : String.fromCharCode(code))))],
    ...base64,
  ]);
}

/** Where any of these words stands in these bytes, in whatever spelling. */
export function findWords(place: string, bytes: Buffer, words: Readonly<Record<string, string>>): string[] {
  return Object.entries(words).flatMap(([name, word]) =>
    [...spellingsOf(word)].flatMap(([spelling, sought]) =>
      sought.length >= 6 && bytes.includes(sought) ? [`${name} (${spelling}) in ${place}`] : [],
    ),
  );
}

/** The same in every file of a folder. */
export function findInFolder(
  folder: string,
  words: Readonly<Record<string, string>>,
): { files: number; finds: string[] } {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  return { files: names.length, finds: names.flatMap((file) => findWords(file, readFileSync(file), words)) };
}
