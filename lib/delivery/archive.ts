import { createHash } from 'node:crypto';
import { makeZip } from 'client-zip';
import { listEntries, Sums } from './entries.ts';
import type { Papers } from './papers.ts';
import { type PackPlace, writePart } from './store.ts';

/** In bytes: what is written into one sealed piece. */
const PIECE = 256 * 1024;

/** Puts all files into one sealed archive. Answers its size in bytes and its SHA-256, both of what will be taken. */
export async function makeArchive(
  place: PackPlace,
  papers: Papers,
): Promise<{ readonly size: number; readonly sha256: Buffer }> {
  const part = await writePart(place, 'pack', 0);
  const hash = createHash('sha256');
  let size = 0;
  let held: Uint8Array[] = [];
  let length = 0;
  const write = async () => {
    await part.write(Buffer.concat(held));
    held = [];
    length = 0;
  };
  try {
    for await (const bytes of makeZip(zipped(place, papers))) {
      hash.update(bytes);
      size += bytes.length;
      held.push(bytes);
      length += bytes.length;
      if (length >= PIECE) await write();
    }
    if (length > 0) await write();
  } finally {
    await part.close();
  }
  return { size, sha256: hash.digest() };
}

/** The entries with one time for all, that of the count: when a file was made tells nobody anything. */
async function* zipped(place: PackPlace, papers: Papers) {
  const sums = new Sums();
  const lastModified = papers.facts.asOf;
  for await (const entry of listEntries(place, papers))
    yield { name: entry.name, lastModified, input: sums.pass(entry) };
  yield { name: 'SHA256SUMS', lastModified, input: sums.toString() };
}
