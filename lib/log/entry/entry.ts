import { concat, readU32, readU64, u64, uint } from '../bytes.ts';
import { fromHex, toHex } from '../text.ts';

/** One line of the public record, version 1: 72 bytes, or 136 with an attestation. The README has the table. */
export interface Entry {
  readonly type: EntryType;
  /** floor(unix time / 3600) when it was sequenced, 32 bits. */
  readonly hour: number;
  /** UUID, lower-case, with hyphens. */
  readonly petition: string;
  /** Number of the event within the petition, from 0, 32 bits. */
  readonly event: number;
  /** Active signatures of the petition after this event, 32 bits. */
  readonly count: number;
  /** What it means depends on the type: see CODES. */
  readonly code: number;
  /** Position in the petition text's list of attesters, 1 to 255; 0 is none. */
  readonly attester: number;
  /** Index of the SIGN entry removed, 0 to 2^64-2; null in entries that remove nothing. */
  readonly removes: bigint | null;
  /** 32 bytes: commitment (sign), hash of the text (petition) or of the report (audit), else zeros. */
  readonly digest: Uint8Array;
  /** The attester's Ed25519 signature, 64 bytes; null without an attester. */
  readonly attestation: Uint8Array | null;
}

export type EntryType = 'petition' | 'sign' | 'withdraw' | 'invalidate' | 'close' | 'audit';
/** In the order of their numbers, from 1. */
const TYPES: readonly EntryType[] = ['petition', 'sign', 'withdraw', 'invalidate', 'close', 'audit'];

export const SIGN_CODES = { link: 1, dkimReply: 2, paper: 3, imported: 4 } as const;
export const INVALIDATE_CODES = { bounced: 1, duplicate: 2, complaint: 3, fraud: 4, other: 5 } as const;

const CODES: Record<EntryType, (code: number) => boolean> = {
  petition: (code) => code >= 1, // the version of the text
  sign: (code) => (code >= 1 && code <= 4) || code >= 16, // 16 and above: identity proofs to come
  withdraw: (code) => code === 0,
  invalidate: (code) => code >= 1 && code <= 5,
  close: (code) => code === 0,
  audit: (code) => code === 0,
};

export const ENTRY_BYTES = 72;
export const ATTESTED_ENTRY_BYTES = 136;
const NOTHING_REMOVED = 2n ** 64n - 1n;

export type EntryRefusal =
  | 'entry-length'
  | 'entry-version'
  | 'entry-type'
  | 'entry-code'
  | 'entry-attester'
  | 'entry-removes'
  | 'entry-digest';

export function decodeEntry(octets: Uint8Array): Entry | EntryRefusal {
  if (octets.length !== ENTRY_BYTES && octets.length !== ATTESTED_ENTRY_BYTES) return 'entry-length';
  if (octets[0] !== 1) return 'entry-version';
  const type = TYPES[(octets[1] ?? 0) - 1];
  if (!type) return 'entry-type';
  const entry = readFields(octets, type);
  return entryProblem(entry) ?? entry;
}

function readFields(octets: Uint8Array, type: EntryType): Entry {
  const removes = readU64(octets, 32);
  return {
    type,
    hour: readU32(octets, 2),
    petition: toUuid(octets.subarray(6, 22)),
    event: readU32(octets, 22),
    count: readU32(octets, 26),
    code: octets[30] ?? 0,
    attester: octets[31] ?? 0,
    removes: removes === NOTHING_REMOVED ? null : removes,
    digest: octets.subarray(40, 72),
    attestation: octets.length === ATTESTED_ENTRY_BYTES ? octets.subarray(72) : null,
  };
}

/** What no reader may accept, whatever came before it in the log: each field is bound to its type. */
function entryProblem(entry: Entry): EntryRefusal | null {
  if (!CODES[entry.type](entry.code)) return 'entry-code';
  if ((entry.attester !== 0) !== (entry.attestation !== null)) return 'entry-attester';
  if (entry.attester !== 0 && entry.type !== 'sign') return 'entry-attester';
  const isRemoval = entry.type === 'withdraw' || entry.type === 'invalidate';
  if (isRemoval !== (entry.removes !== null)) return 'entry-removes';
  const isEmpty = isRemoval || entry.type === 'close';
  return isEmpty && entry.digest.some((octet) => octet !== 0) ? 'entry-digest' : null;
}

/** The bytes that are hashed and published. Throws when a reader would refuse them or read something else. */
export function encodeEntry(entry: Entry): Uint8Array {
  const octets = concat(
    uint(8, 1),
    uint(8, TYPES.indexOf(entry.type) + 1),
    uint(32, entry.hour),
    fromUuid(entry.petition),
    uint(32, entry.event),
    uint(32, entry.count),
    uint(8, entry.code),
    uint(8, entry.attester),
    u64(entry.removes ?? NOTHING_REMOVED),
    entry.digest,
    entry.attestation ?? new Uint8Array(),
  );
  const problem = entry.digest.length === 32 ? decodeEntry(octets) : 'entry-digest';
  if (typeof problem === 'string') throw new Error(`This entry would be refused: ${problem}.`);
  return octets;
}

export function toUuid(octets: Uint8Array): string {
  const hex = toHex(octets);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** 16 bytes; throws when the text is not a lower-case UUID. */
export function fromUuid(uuid: string): Uint8Array {
  const octets = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid) ? fromHex(uuid.replaceAll('-', '')) : null;
  if (!octets) throw new Error('This is not a lower-case UUID.');
  return octets;
}
