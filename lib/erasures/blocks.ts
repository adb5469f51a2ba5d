import { noteLines, readLines } from './list.ts';

/**
 * An address that gets no letters any more, or gets them again, by the keyed hash that the database keeps of it
 * (lib/keys/suppression-keys.ts). The token is the hash of the letter's whose link lifts the block.
 */
export type BlockNote =
  | { readonly kind: 'blocked'; readonly address: Buffer; readonly token: Buffer }
  | { readonly kind: 'unblocked'; readonly address: Buffer };

/** What holds of an address: the token's hash while it is blocked, null once it is not. Hashes are hexadecimal. */
export interface ListedBlock {
  readonly address: string;
  readonly token: string | null;
  /** UTC, "2026-11-22". */
  readonly day: string;
}

/** As noteErasures (list.ts): inside the transaction of the act, before its commit. */
export const noteBlocks = (notes: readonly BlockNote[], now: Date): Promise<void> =>
  noteLines(
    notes.map((note) => {
      const hashes = note.kind === 'blocked' ? [note.address, note.token] : [note.address];
      return [note.kind, ...hashes.map((hash) => hash.toString('hex'))].join(' ');
    }),
    now,
  );

const isHash = (word: string) => /^[0-9a-f]{64}$/.test(word);

/** Of every address that the list tells of, its last line. */
export async function readBlocks(): Promise<readonly ListedBlock[]> {
  const blocks = new Map<string, ListedBlock>();
  for await (const { day, words } of readLines()) {
    const [kind, address = '', token = ''] = words;
    if (kind === 'blocked' && isHash(address) && isHash(token)) blocks.set(address, { address, token, day });
    if (kind === 'unblocked' && isHash(address)) blocks.set(address, { address, token: null, day });
  }
  return [...blocks.values()];
}
