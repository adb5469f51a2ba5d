import { readU32, sameBytes } from '../log/bytes.ts';
import { type FoldRefusal, LogFold, type Tally } from '../log/entry/fold.ts';
import type { Tree } from '../log/merkle/check-proof.ts';
import { HASH_BYTES, type Hash, leafHash } from '../log/merkle/hash.ts';
import { appendLeaves, emptyEdge, type RightEdge, rootOf } from '../log/merkle/right-edge.ts';

/** Signatures and removals that the log took in during one hour (unix time / 3600). */
export interface Hour {
  readonly signed: number;
  readonly removed: number;
}

/** The log at an earlier size, kept because something out there speaks of it. */
export interface Mark extends Tree {
  readonly counts: ReadonlyMap<string, number>;
  /** Hour of the entry that came next; null while there is none. */
  nextHour: number | null;
}

const [SIGN, WITHDRAW, INVALIDATE] = [2, 3, 4];

/** Leaf hashes in one page. */
const PAGE = 4_096;

/**
 * A whole log, read once from its first entry to its last: the tree's root and every petition's count. It keeps 36
 * bytes an entry, so a million of them fit into a telephone.
 */
export class Recount {
  private readonly fold = new LogFold();
  private edge: RightEdge = emptyEdge;
  private pending: Hash[] = [];
  /** Every leaf hash, in pages, so that a receipt can be held against the entry that stands there. */
  private readonly leaves: Uint8Array[] = [];
  private readonly marks = new Map<bigint, Mark>();
  private readonly wanted = new Set<number>();
  /** The mark at the present size. */
  private latest: Mark | null = null;
  readonly hours = new Map<number, Hour>();

  get size(): number {
    return this.fold.size;
  }

  /** The hour of the newest entry. */
  get hour(): number {
    return this.fold.hour;
  }

  get petitions(): ReadonlyMap<string, Tally> {
    return this.fold.petitions;
  }

  /** Says that the log of this size will be asked for. Sizes that have passed are ignored. */
  want(size: bigint): void {
    if (size === BigInt(this.size)) this.mark();
    else if (size > BigInt(this.size)) this.wanted.add(Number(size));
  }

  /** Undefined unless it was wanted before it was reached. */
  at(size: bigint): Mark | undefined {
    if (size === BigInt(this.size)) this.mark();
    return this.marks.get(size);
  }

  /** Takes the next entry, or says why not. */
  add(octets: Uint8Array): FoldRefusal | null {
    const refusal = this.fold.add(octets);
    if (refusal) return refusal;
    this.keepLeaf(leafHash(octets));
    if (this.latest) this.latest.nextHour = this.hour;
    this.latest = null;
    this.countHour(readU32(octets, 2), octets[1] ?? 0);
    if (this.wanted.delete(this.size)) this.mark();
    return null;
  }

  tree(): Tree {
    this.mergePending();
    return { size: this.edge.size, root: rootOf(this.edge) };
  }

  /** Whether this very entry stands at the index, as a signature that counts now; null when another stands there. */
  isActive(index: bigint, entry: Uint8Array): boolean | null {
    const place = Number(index);
    const page = this.leaves[Math.floor(place / PAGE)];
    const at = (place % PAGE) * HASH_BYTES;
    const isSame = page && index < BigInt(this.size) && sameBytes(page.subarray(at, at + HASH_BYTES), leafHash(entry));
    return isSame ? this.fold.isActive(index) : null;
  }

  private keepLeaf(leaf: Hash): void {
    this.pending.push(leaf);
    const place = this.size - 1;
    if (place % PAGE === 0) this.leaves.push(new Uint8Array(PAGE * HASH_BYTES));
    this.leaves.at(-1)?.set(leaf, (place % PAGE) * HASH_BYTES);
    if (this.pending.length === PAGE) this.mergePending();
  }

  private mergePending(): void {
    this.edge = appendLeaves(this.edge, this.pending);
    this.pending = [];
  }

  private mark(): void {
    if (this.latest) return;
    const tree = this.tree();
    const counts = new Map([...this.petitions].map(([id, { count }]) => [id, count]));
    this.latest = { ...tree, counts, nextHour: null };
    this.marks.set(tree.size, this.latest);
  }

  private countHour(hour: number, type: number): void {
    if (type < SIGN || type > INVALIDATE) return;
    const { removed, signed } = this.hours.get(hour) ?? { removed: 0, signed: 0 };
    const isRemoval = type === WITHDRAW || type === INVALIDATE;
    this.hours.set(hour, { signed: signed + (isRemoval ? 0 : 1), removed: removed + (isRemoval ? 1 : 0) });
  }
}
