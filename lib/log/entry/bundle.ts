import { concat, readU16, uint } from '../bytes.ts';
import { TILE_WIDTH } from '../merkle/tile.ts';

/** Up to 256 entries in one file, each behind its u16 length: C2SP tlog-tiles, "Log entries". */

export type BundleRefusal = 'bundle-cut-short' | 'bundle-too-wide';

/** Throws when an entry is longer than 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH) throw new RangeError('A bundle holds at most 256 entries.');
  return concat(...entries.flatMap((entry) => [uint(16, entry.length), entry]));
}

/** The entries, as views into `octets`; whether each makes sense is `decodeEntry`'s to say. */
export function decodeBundle(octets: Uint8Array): Uint8Array[] | BundleRefusal {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < octets.length; ) {
    if (entries.length === TILE_WIDTH) return 'bundle-too-wide';
    if (at + 2 > octets.length) return 'bundle-cut-short';
    const end = at + 2 + readU16(octets, at);
    if (end > octets.length) return 'bundle-cut-short';
    entries.push(octets.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
