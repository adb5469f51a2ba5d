import { decodeEntry, type Entry, type EntryRefusal } from './entry.ts';

/**
 * The count of every petition, recomputed from the entries alone. Any entry that contradicts those before it is
 * refused with its reason; together with the checkpoint it is a proof of a wrong count that anybody can check.
 */
export interface Fold {
  /** How many entries have been folded: the index of the next. */
  readonly size: number;
  readonly hour: number;
  readonly petitions: ReadonlyMap<string, Tally>;
}

export interface Tally {
  /** Number of the petition's next event. */
  readonly nextEvent: number;
  /** Active signatures. */
  readonly count: number;
  readonly withdrawn: number;
  readonly invalidated: number;
  /** The newest version of the text and its SHA-256. */
  readonly textVersion: number;
  readonly textHash: Uint8Array;
  readonly isClosed: boolean;
}

export type FoldRefusal =
  | EntryRefusal
  | 'log-too-long'
  | 'hour-decreases'
  | 'petition-entry-missing'
  | 'event-number-wrong'
  | 'petition-closed'
  | 'text-version-not-newer'
  | 'count-wrong'
  | 'removes-no-active-signature'
  | 'removes-from-other-petition';

/** The arrays below hold four bytes per entry; 2^31 of them is where engines refuse to make them longer. */
const MOST_ENTRIES = 2 ** 31;

/** A fold in the making. A refused entry leaves it as it was. */
export class LogFold implements Fold {
  size = 0;
  hour = 0;
  readonly petitions = new Map<string, RunningTally>();
  /** Per index: the number of the petition whose active signature it is, or 0. Four bytes an entry. */
  private active = new Uint32Array(1024);

  /** Takes the next entry, or says why not. */
  add(octets: Uint8Array): FoldRefusal | null {
    const entry = decodeEntry(octets);
    if (typeof entry === 'string') return entry;
    const tally = this.petitions.get(entry.petition);
    const refusal = this.orderProblem(entry, tally) ?? this.removalProblem(entry, tally) ?? countProblem(entry, tally);
    if (!refusal) this.apply(entry, tally ?? this.newTally(entry.petition));
    return refusal;
  }

  /** Whether the entry at this index is a signature that counts now. */
  isActive(index: bigint): boolean {
    return index >= 0n && index < BigInt(this.size) && this.active[Number(index)] !== 0;
  }

  private orderProblem(entry: Entry, tally: Tally | undefined): FoldRefusal | null {
    if (this.size >= MOST_ENTRIES) return 'log-too-long';
    if (entry.hour < this.hour) return 'hour-decreases';
    if (!tally && entry.type !== 'petition') return 'petition-entry-missing';
    if (entry.event !== (tally?.nextEvent ?? 0)) return 'event-number-wrong';
    if (tally?.isClosed && entry.type !== 'audit') return 'petition-closed';
    if (entry.type === 'petition' && entry.code <= (tally?.textVersion ?? 0)) return 'text-version-not-newer';
    return null;
  }

  /** A removal names an active SIGN entry of the same petition. */
  private removalProblem(entry: Entry, tally: RunningTally | undefined): FoldRefusal | null {
    if (entry.removes === null) return null;
    const owner = entry.removes < BigInt(this.size) ? this.active[Number(entry.removes)] : 0;
    if (!owner) return 'removes-no-active-signature';
    return owner === tally?.number ? null : 'removes-from-other-petition';
  }

  private newTally(petition: string): RunningTally {
    const tally = new RunningTally(this.petitions.size + 1);
    this.petitions.set(petition, tally);
    return tally;
  }

  private apply(entry: Entry, tally: RunningTally): void {
    if (this.size === this.active.length) this.active = doubled(this.active);
    if (entry.type === 'sign') this.active[this.size] = tally.number;
    if (entry.removes !== null) this.active[Number(entry.removes)] = 0;
    tally.apply(entry);
    this.hour = entry.hour;
    this.size += 1;
  }
}

class RunningTally implements Tally {
  nextEvent = 0;
  count = 0;
  withdrawn = 0;
  invalidated = 0;
  textVersion = 0;
  textHash = new Uint8Array();
  isClosed = false;
  /** From 1, in the order of the first entries. */
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }

  apply(entry: Entry): void {
    this.nextEvent += 1;
    this.count = entry.count;
    if (entry.type === 'withdraw') this.withdrawn += 1;
    if (entry.type === 'invalidate') this.invalidated += 1;
    if (entry.type === 'close') this.isClosed = true;
    if (entry.type !== 'petition') return;
    this.textVersion = entry.code;
    this.textHash = new Uint8Array(entry.digest);
  }
}

/** SIGN adds one, a removal subtracts one, the others leave the count. */
function countProblem(entry: Entry, tally: Tally | undefined): 'count-wrong' | null {
  const change = entry.type === 'sign' ? 1 : entry.removes === null ? 0 : -1;
  return entry.count === (tally?.count ?? 0) + change ? null : 'count-wrong';
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(numbers.length * 2);
  longer.set(numbers);
  return longer;
}

/** Folds a whole log; the first entry that cannot be accepted ends it. */
export function foldLog(
  entries: Iterable<Uint8Array>,
): Fold | { readonly refusal: FoldRefusal; readonly index: number } {
  const fold = new LogFold();
  for (const octets of entries) {
    const refusal = fold.add(octets);
    if (refusal) return { refusal, index: fold.size };
  }
  return fold;
}
