import { mkdir, open, readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { settings } from '../env.ts';
import { destroyKey, readKey, readOrMakeKey } from '../keys/key-files.ts';
import { KeysAway } from '../keys/petition-keys.ts';
import { seal, unseal } from '../keys/seal.ts';

/**
 * A pack's files while it is made and until it is taken. A list of names on a disk is what a raid looks for: every
 * piece is sealed under a key of this pack alone, which lies in KEY_DIR, ends with the petition's other keys, and is
 * destroyed with the pack.
 */
export interface PackPlace {
  readonly petitionId: string;
  readonly exportId: string;
}

/** `names` holds them as they were read, `list` one volume of their PDF, `pack` the whole. */
export type PackPart = 'names' | 'pack' | `list-${number}`;

const folder = () => join(settings().DATA_DIR, 'packs');
const fileOf = ({ exportId }: PackPlace, part: PackPart) => join(folder(), `${exportId}.${part}`);
// Beginning like the petition's other keys, so that it is destroyed with them (lib/keys/petition-keys.ts).
const keyName = ({ exportId, petitionId }: PackPlace) => `petition-${petitionId}-pack-${exportId}`;
const placeOf = ({ exportId }: PackPlace, part: PackPart, at: number) => `pack/${exportId}/${part}/${at}`;

const LENGTH = 4;

/** Writes pieces behind what is there, and tells the length in bytes up to the end of each. */
export interface PackWriter {
  write(piece: Uint8Array): Promise<number>;
  /** On disk for good; nothing is written any more. */
  close(): Promise<void>;
}

/** Opens a part for writing behind its first `from` bytes; what a crash left behind them is cut off. */
export async function writePart(place: PackPlace, part: PackPart, from: number): Promise<PackWriter> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const key = await readOrMakeKey(keyName(place));
  const file = await open(fileOf(place, part), 'a', 0o600);
  await truncate(fileOf(place, part), from);
  let at = from;
  return {
    async write(piece) {
      const sealed = seal(key, Buffer.from(piece), placeOf(place, part, at));
      const length = Buffer.alloc(LENGTH);
      length.writeUInt32BE(sealed.length);
      await file.appendFile(Buffer.concat([length, sealed]));
      at += LENGTH + sealed.length;
      return at;
    },
    async close() {
      await file.sync();
      await file.close();
    },
  };
}

/** The pieces of a part, one at a time. Throws when the key is gone or a byte is not the one that was written. */
export async function* readPart(place: PackPlace, part: PackPart, from = 0): AsyncGenerator<Buffer> {
  const key = await readKey(keyName(place));
  if (!key) throw new KeysAway('A pack has no key in KEY_DIR.');
  const file = await open(fileOf(place, part), 'r');
  try {
    for (let at = from; ; ) {
      const length = Buffer.alloc(LENGTH);
      const { bytesRead } = await file.read(length, 0, LENGTH, at);
      if (bytesRead === 0) return;
      const sealed = Buffer.alloc(length.readUInt32BE());
      await file.read(sealed, 0, sealed.length, at + LENGTH);
      yield unseal(key, sealed, placeOf(place, part, at));
      at += LENGTH + sealed.length;
    }
  } finally {
    await file.close();
  }
}

/** The parts that lie there. */
export async function listParts({ exportId }: PackPlace): Promise<PackPart[]> {
  const files = await readdir(folder()).catch(() => []);
  const own = files.filter((file) => file.startsWith(`${exportId}.`)).map((file) => file.slice(exportId.length + 1));
  // The cast holds because writePart alone makes files with such names.
  return own as PackPart[];
}

export async function removeParts(place: PackPlace, parts: readonly PackPart[]): Promise<void> {
  for (const part of parts) await rm(fileOf(place, part), { force: true });
}

/** The key first: whatever of the bytes a disk keeps, nobody reads it any more. */
export async function destroyPack(place: PackPlace): Promise<void> {
  await destroyKey(keyName(place));
  await removeParts(place, await listParts(place));
}
