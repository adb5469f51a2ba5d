import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';

/**
 * What is answered below /log/, from the files of DATA_DIR/log and a small memory. Plain JavaScript that imports nothing
 * of ours, because the server of production answers with it before the framework is asked (lib/commands/serve).
 *
 * @typedef {{ readonly body: Buffer<ArrayBuffer>, readonly isForever: boolean }} LogAnswer A tile never changes; the checkpoint does.
 * @typedef {{ readonly level: string, readonly number: string, readonly index: number, readonly width: number }} TileName
 */

const FULL = 256;

/** C2SP tlog-tiles, as lib/log/merkle/tile.ts reads it; a test compares the two. */
const TILE = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/){0,4}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** In milliseconds: how long memory answers without a look at the disk. */
const BELIEVED_FOR = 500;

/** In bytes of tiles kept in memory: two thousand of them. */
const MEMORY = 16 * 1024 * 1024;

/** @param {string} path What stands behind "/log/" @returns {TileName | null} */
export function readTileName(path) {
  const [, level = '', number = '', width] = TILE.exec(path) ?? [];
  const isPadded = /^x000\//.test(number);
  if (!level || isPadded || Number(width ?? 1) >= FULL) return null;
  return { level, number, index: Number(number.replaceAll(/[x/]/g, '')), width: Number(width ?? FULL) };
}

/** How many hashes or entries such a tile has in a log of this size. @param {number} size @param {TileName} tile */
export function widthIn(size, { index, level }) {
  const hashes = Math.floor(size / FULL ** (level === 'entries' ? 0 : Number(level)));
  return Math.max(0, Math.min(FULL, hashes - index * FULL));
}

/** The first entries of a bundle; null when it has fewer. @param {Buffer} octets @param {number} width */
export function cutBundle(octets, width) {
  let end = 0;
  for (let entries = 0; entries < width; entries += 1) {
    if (end + 2 > octets.length) return null;
    end += 2 + octets.readUInt16BE(end);
  }
  return end <= octets.length ? octets.subarray(0, end) : null;
}

/** @param {Buffer} octets @param {number} width */
const cutHashes = (octets, width) => (octets.length >= width * 32 ? octets.subarray(0, width * 32) : null);

/** @param {string} file @returns {Promise<Buffer<ArrayBuffer> | null>} */
const readIfThere = (file) =>
  readFile(file).catch((fault) => {
    if (fault.code === 'ENOENT' || fault.code === 'ENOTDIR') return null;
    throw fault;
  });

/**
 * Answers null for whatever no published checkpoint speaks of.
 * @param {string} folder
 * @returns {(path: string) => Promise<LogAnswer | null>}
 */
export function createLogReader(folder) {
  /** @type {LRUCache<string, LogAnswer>} Published tiles never change, so memory is always right. */
  const tiles = new LRUCache({ maxSize: MEMORY, sizeCalculation: ({ body }) => body.length + 200 });
  const seen = { size: 0, file: '', lookedAt: Number.NEGATIVE_INFINITY };
  /** @type {Map<string, LogAnswer>} */
  const notes = new Map();

  async function lookAtCheckpoint() {
    if (performance.now() - seen.lookedAt < BELIEVED_FOR) return;
    const found = await stat(join(folder, 'checkpoint'), { bigint: true }).catch(() => null);
    const file = found ? `${found.ino} ${found.mtimeNs}` : '';
    if (file !== seen.file) {
      const note = await readIfThere(join(folder, 'checkpoint'));
      const whole = await readIfThere(join(folder, 'checkpoint.all'));
      notes.clear();
      if (note) notes.set('checkpoint', { body: note, isForever: false });
      if (note) notes.set('checkpoint.all', { body: whole ?? note, isForever: false });
      seen.size = Number(note?.toString().split('\n', 2)[1] ?? 0);
      seen.file = file;
    }
    seen.lookedAt = performance.now();
  }

  /** @param {TileName} tile */
  async function readTile({ level, number, width }) {
    const file = join(folder, 'tile', level, number);
    const octets = (await readIfThere(file)) ?? (width < FULL ? await readIfThere(`${file}.growing`) : null);
    const cut = octets && (level === 'entries' ? cutBundle(octets, width) : cutHashes(octets, width));
    // A copy: what was cut off would stay in memory with it.
    return cut && { body: Buffer.from(cut), isForever: true };
  }

  return async (path) => {
    await lookAtCheckpoint();
    const note = notes.get(path);
    if (note) return note;
    const known = tiles.get(path);
    if (known) return known;
    const tile = readTileName(path);
    if (!tile || tile.width > widthIn(seen.size, tile)) return null;
    const answer = await readTile(tile);
    if (answer) tiles.set(path, answer);
    return answer;
  };
}

/** Any site may read the log: partners host the page that checks it. @param {LogAnswer} answer */
export const headersOf = ({ body, isForever }) => ({
  'access-control-allow-origin': '*',
  'content-type': isForever ? 'application/octet-stream' : 'text/plain; charset=utf-8',
  'cache-control': isForever ? 'public, max-age=31536000, immutable' : 'public, max-age=2',
  'content-length': String(body.length),
});
