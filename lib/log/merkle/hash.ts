import { sha256 } from './sha256.ts';

/** The Merkle tree's hashes: RFC 6962 section 2.1, the same in RFC 9162 section 2.1.1. */

/** SHA-256 output. Outside data must be checked with `isHash` before it takes part in arithmetic. */
export type Hash = Uint8Array;
export const HASH_BYTES = 32;

// The two prefixes keep a leaf from passing for an inner node (RFC 6962 section 2.1, "domain separation").
const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

export const isHash = (octets: Uint8Array): boolean => octets.length === HASH_BYTES;

/** MTH({}) = SHA-256(). */
export const emptyRoot = (): Hash => sha256();

/** MTH({d}) = SHA-256(0x00 ‖ d). */
export const leafHash = (entry: Uint8Array): Hash => sha256(LEAF, entry);

/** SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(NODE, left, right);
