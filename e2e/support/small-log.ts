import { createHash } from 'node:crypto';
import { encodeBundle } from '@/lib/log/entry/bundle.ts';
import { type Entry, encodeEntry } from '@/lib/log/entry/entry.ts';
import { LogFold } from '@/lib/log/entry/fold.ts';
import type { Tree } from '@/lib/log/merkle/check-proof.ts';
import { type Hash, leafHash } from '@/lib/log/merkle/hash.ts';
import { consistencyProof, inclusionProof } from '@/lib/log/merkle/prove.ts';
import { appendLeaves, emptyEdge, rootOf } from '@/lib/log/merkle/right-edge.ts';
import { subtreesOfLeaves } from '@/lib/log/merkle/subtrees.ts';
import { readTilePath, TILE_WIDTH, widthAt } from '@/lib/log/merkle/tile.ts';
import { signCheckpoint } from '@/lib/log/note/checkpoint.ts';
import { cosign } from '@/lib/log/note/cosignature.ts';
import { type Ed25519Signer, ed25519Signer } from '@/lib/log/note/ed25519.ts';
import { formatVkey, LOG_KEY, type VerifierKey, verifierKey, WITNESS_KEY } from '@/lib/log/note/key.ts';
import { formatSignatureLine } from '@/lib/log/note/note.ts';

/** A log in memory, with everything that a published one serves: for tests of those who read it. */

const seedOf = (word: string) => new Uint8Array(createHash('sha256').update(`a key of tests: ${word}`).digest());
export const digestOf = (word: string) => new Uint8Array(createHash('sha256').update(word).digest());

export interface Cosigner {
  readonly name: string;
  readonly vkey: string;
  readonly key: VerifierKey;
  readonly signer: Ed25519Signer;
  /** The line for a checkpoint's text, at so many POSIX seconds. */
  line(text: string, time: number): Promise<string>;
}

export async function cosignerNamed(name: string): Promise<Cosigner> {
  const signer = await ed25519Signer(seedOf(name));
  const key = verifierKey(`${name}.example/witness`, WITNESS_KEY, signer.publicKey);
  const line = async (text: string, time: number) =>
    formatSignatureLine(await cosign(text, key.name, signer, BigInt(time)));
  return { name, vkey: formatVkey(key), key, signer, line };
}

export type Event = Pick<Entry, 'type' | 'petition'> & Partial<Entry>;

export class SmallLog {
  readonly entries: Uint8Array[] = [];
  private readonly fold = new LogFold();
  readonly key: VerifierKey;
  readonly vkey: string;

  private constructor(
    readonly origin: string,
    readonly signer: Ed25519Signer,
  ) {
    this.key = verifierKey(origin, LOG_KEY, signer.publicKey);
    this.vkey = formatVkey(this.key);
  }

  static async open(origin = 'petitions.test/log', secret = 'log'): Promise<SmallLog> {
    return new SmallLog(origin, await ed25519Signer(seedOf(secret)));
  }

  get size(): number {
    return this.entries.length;
  }

  /** Adds an event as the site would, its number and the count after it filled in; answers its index. */
  add(event: Event): number {
    const octets = encodeEntry({ ...this.next(event), ...event });
    const refusal = this.fold.add(octets);
    if (refusal) throw new Error(refusal);
    return this.entries.push(octets) - 1;
  }

  /** Adds whatever it is given, as a cheating site would. */
  force(octets: Uint8Array): number {
    return this.entries.push(octets) - 1;
  }

  /** The entry that would follow, right in everything that was not said. */
  next({ petition, type }: Event): Entry {
    const tally = this.fold.petitions.get(petition);
    const change = type === 'sign' ? 1 : type === 'withdraw' || type === 'invalidate' ? -1 : 0;
    return {
      type,
      petition,
      hour: this.fold.hour || 490_000,
      event: tally?.nextEvent ?? 0,
      count: (tally?.count ?? 0) + change,
      code: type === 'petition' || type === 'sign' || type === 'invalidate' ? 1 : 0,
      attester: 0,
      removes: null,
      digest: type === 'petition' || type === 'sign' ? digestOf(`${petition} ${this.size}`) : new Uint8Array(32),
      attestation: null,
    };
  }

  private leaves(size: number): Hash[] {
    return this.entries.slice(0, size).map((entry) => leafHash(entry));
  }

  tree(size = this.size): Tree {
    return { size: BigInt(size), root: rootOf(appendLeaves(emptyEdge, this.leaves(size))) };
  }

  proof(old: bigint, size = this.size): Hash[] {
    const proof = consistencyProof(old, BigInt(size), subtreesOfLeaves(this.leaves(size)));
    if (typeof proof === 'string') throw new Error(proof);
    return proof;
  }

  inclusion(index: number, size = this.size): Hash[] {
    const proof = inclusionProof(BigInt(index), BigInt(size), subtreesOfLeaves(this.leaves(size)));
    if (typeof proof === 'string') throw new Error(proof);
    return proof;
  }

  /** The checkpoint with the log's own line. */
  note(size = this.size): Promise<string> {
    return signCheckpoint(this.tree(size), this.origin, this.signer);
  }

  /** The checkpoint with the lines of these witnesses, at so many POSIX seconds. */
  async witnessed(witnesses: readonly Cosigner[], time: number, size = this.size): Promise<string> {
    const note = await this.note(size);
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
    const lines = await Promise.all(witnesses.map((witness) => witness.line(text, time)));
    return note + lines.join('');
  }

  /** A published tile or bundle, by its path below the log's prefix; null where the log would answer 404. */
  tile(path: string, size = this.size): Uint8Array | null {
    const tile = readTilePath(path);
    if (tile?.level !== 'entries' || tile.width > widthAt(BigInt(size), 'entries', tile.index)) return null;
    const start = Number(tile.index) * TILE_WIDTH;
    return encodeBundle(this.entries.slice(start, start + tile.width));
  }
}
