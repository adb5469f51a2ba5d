import { LRUCache } from 'lru-cache';
import { once } from '../once.ts';

type Bytes = Buffer<ArrayBuffer>;

interface Kept {
  readonly state: string;
  readonly file: Promise<Bytes>;
  /** Bytes, as far as they are known. */
  readonly size: number;
}

/** Bytes of files. One file is 40 KB or so. */
const LARGEST = 16 * 1024 * 1024;

const memory = () =>
  once('posters', () => new LRUCache<string, Kept>({ maxSize: LARGEST, sizeCalculation: ({ size }) => size }));

/** The file of that name as long as `state`, which is all that it depends on, is the same; drawn once however many ask. */
export function keepFile(name: string, state: string, draw: () => Promise<Bytes>): Promise<Bytes> {
  const known = memory().get(name);
  if (known?.state === state) return known.file;
  const file = draw();
  memory().set(name, { state, file, size: 64 * 1024 });
  file.then(
    (bytes) => memory().set(name, { state, file, size: bytes.length }),
    () => memory().delete(name),
  );
  return file;
}
