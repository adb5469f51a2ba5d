// Reads archives piece by piece, however large they are: a file at a time, from a file that stays where it is.

const BLOCK = 512;
/** In bytes: how much is read from the disk at once. */
const CHUNK = 1 << 20;

export interface ArchivedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The files of an archive in their order. Throws when it is none, or ends before its end. */
export async function* readArchive(file: Blob): AsyncGenerator<ArchivedFile> {
  const take = reader(file);
  for (;;) {
    const header = await take(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const text = (from: number, length: number) =>
      new TextDecoder().decode(header.subarray(from, from + length)).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12), 8);
    if (text(257, 5) !== 'ustar' || !(size >= 0)) throw new Error('not');
    const content = (await take(Math.ceil(size / BLOCK) * BLOCK)).slice(0, size);
    yield { name: text(0, 100), content };
  }
}

/** Takes the next so many bytes. */
function reader(file: Blob): (length: number) => Promise<Uint8Array> {
  let [held, at] = [new Uint8Array(), 0];
  return async (length) => {
    while (held.length < length) {
      const next = new Uint8Array(await file.slice(at, at + Math.max(CHUNK, length - held.length)).arrayBuffer());
      if (next.length === 0) throw new Error('cut');
      at += next.length;
      const joined = new Uint8Array(held.length + next.length);
      joined.set(held);
      joined.set(next, held.length);
      held = joined;
    }
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  };
}
