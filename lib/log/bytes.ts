/** Octets put together and compared. All integers of the log's formats are big-endian. */

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Compares public values only: it stops at the first difference, which would tell an attacker about a secret. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index]);
}

/** The 16-bit number at an offset inside the octets. (DataViews are slow to make; a fold would make millions.) */
export const readU16 = (octets: Uint8Array, at: number): number => ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);

export const readU32 = (octets: Uint8Array, at: number): number =>
  readU16(octets, at) * 0x10000 + readU16(octets, at + 2);

export const readU64 = (octets: Uint8Array, at: number): bigint =>
  (BigInt(readU32(octets, at)) << 32n) | BigInt(readU32(octets, at + 4));

/** A whole number in so many bits; throws a RangeError when it does not fit. */
export function uint(bits: 8 | 16 | 32, value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** bits)
    throw new RangeError(`This is no ${bits}-bit number.`);
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value).subarray(4 - bits / 8);
}

/** Eight octets; throws a RangeError outside 0 to 2^64-1. */
export function u64(value: bigint): Uint8Array {
  if (BigInt.asUintN(64, value) !== value) throw new RangeError('This is no 64-bit number.');
  return concat(uint(32, Number(value >> 32n)), uint(32, Number(value & 0xffffffffn)));
}
