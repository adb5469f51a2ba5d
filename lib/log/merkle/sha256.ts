/**
 * SHA-256 (FIPS 180-4), written out so that the server, the command line and the verifier page in a browser run
 * the same synchronous code: WebCrypto hashes only asynchronously, node:crypto does not exist in browsers. The
 * tests compare it with node:crypto at every length around the block boundaries. It keeps no secret from
 * somebody who measures time; what the log hashes is public, but for the nonces of the commitments, and those
 * pass through it without a branch or a table look-up that depends on them.
 */

/** FIPS 180-4 §4.2.2: fractional parts of the cube roots of the first 64 primes. */
const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);

/** FIPS 180-4 §5.3.3: fractional parts of the square roots of the first eight primes. */
const INITIAL = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

// One message at a time is hashed, start to end without a pause, so all share this room.
const state = new Int32Array(8);
const schedule = new Int32Array(64);
const block = new Uint8Array(64);
const blockView = new DataView(block.buffer);
const digest = new Uint8Array(32);
const digestView = new DataView(digest.buffer);

/** The 32-byte digest of the parts' concatenation. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  state.set(INITIAL);
  let length = 0;
  for (const part of parts) {
    absorb(part, length % 64);
    length += part.length;
  }
  finish(length);
  for (let i = 0; i < 8; i++) digestView.setInt32(4 * i, word(state, i));
  return digest.slice();
}

function absorb(part: Uint8Array, filled: number): void {
  let at = filled;
  for (let i = 0; i < part.length; i++) {
    block[at++] = part[i] ?? 0;
    if (at === 64) {
      compress();
      at = 0;
    }
  }
}

/** §5.1.1: a one bit, zeros, and the length in bits as the last 64 bits. `length` is in bytes, below 2^53. */
function finish(length: number): void {
  const filled = length % 64;
  block[filled] = 0x80;
  block.fill(0, filled + 1);
  if (filled >= 56) {
    compress();
    block.fill(0);
  }
  blockView.setUint32(56, Math.floor(length / 2 ** 29));
  blockView.setUint32(60, (length * 8) >>> 0);
  compress();
}

/** Always inside the array; the fallback is there for the compiler. */
const word = (words: Int32Array, at: number): number => words[at] ?? 0;
const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/** §6.2.2 step 1. */
function expand(): void {
  for (let t = 0; t < 16; t++) schedule[t] = blockView.getInt32(4 * t);
  for (let t = 16; t < 64; t++) {
    const x = word(schedule, t - 15);
    const y = word(schedule, t - 2);
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    schedule[t] = s1 + word(schedule, t - 7) + s0 + word(schedule, t - 16);
  }
}

/** §6.2.2 steps 2 to 4, over the block. Writing into an Int32Array is addition modulo 2^32. */
function compress(): void {
  expand();
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  let e = word(state, 4);
  let f = word(state, 5);
  let g = word(state, 6);
  let h = word(state, 7);
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + word(K, t) + word(schedule, t)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = word(state, 0) + a;
  state[1] = word(state, 1) + b;
  state[2] = word(state, 2) + c;
  state[3] = word(state, 3) + d;
  state[4] = word(state, 4) + e;
  state[5] = word(state, 5) + f;
  state[6] = word(state, 6) + g;
  state[7] = word(state, 7) + h;
}
