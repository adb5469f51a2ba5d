import { encodeEntry } from '@/lib/log/entry/entry.ts';
import { toHex } from '@/lib/log/text.ts';
import type { Fact } from '../append.ts';

/** A petition's fold so far. */
export interface Tally {
  readonly nextEvent: number;
  readonly count: number;
  readonly textVersion: number;
  readonly isClosed: boolean;
}

/** The newest SIGN entry with a commitment, and whether it counts. */
export interface KnownSign {
  readonly index: bigint;
  readonly isActive: boolean;
}

/** The log as far as a batch needs to know it. Commitments are hex. */
export interface Ledger {
  readonly size: bigint;
  readonly hour: number;
  readonly tallies: Map<string, Tally>;
  readonly signs: Map<string, KnownSign>;
}

export interface Numbered {
  readonly entries: readonly Uint8Array[];
  /** What cannot stand in the log yet, because its petition does not: it goes on waiting. */
  readonly early: readonly Fact[];
  /** How many say what the log says already, or nothing that it can say. */
  readonly passedBy: number;
}

/**
 * Gives facts their places. A fact that is true already changes nothing: a commitment counts at most once, whoever tells
 * of it twice, and a removal takes only what counts. So nothing can be wrong that is told again after a restore.
 * Moves the ledger's maps on.
 */
export function numberFacts(facts: readonly Fact[], ledger: Ledger): Numbered {
  const entries: Uint8Array[] = [];
  const early: Fact[] = [];
  let passedBy = 0;
  for (const fact of orderFacts(facts)) {
    const tally = ledger.tallies.get(fact.petition);
    if (!tally && fact.kind !== 'petition') {
      early.push(fact);
      continue;
    }
    const index = ledger.size + BigInt(entries.length);
    const entry = numberFact(fact, tally ?? unknownPetition, index, ledger);
    if (entry) entries.push(entry);
    else passedBy += 1;
  }
  return { entries, early, passedBy };
}

const unknownPetition: Tally = { nextEvent: 0, count: 0, textVersion: 0, isClosed: false };

/**
 * Texts first; then the signatures in the order of their commitments, which are random, so that who came before whom
 * within a batch is not told; then the rest as it came. A commitment of which more than one thing is told comes last.
 */
function orderFacts(facts: readonly Fact[]): Fact[] {
  const told = new Map<string, number>();
  for (const { digest } of facts) if (digest) told.set(toHex(digest), (told.get(toHex(digest)) ?? 0) + 1);
  const isAlone = ({ digest, kind }: Fact) => kind === 'sign' && digest !== null && told.get(toHex(digest)) === 1;
  const alone = facts.filter(isAlone).sort((a, b) => Buffer.compare(a.digest ?? zeros, b.digest ?? zeros));
  const isText = ({ kind }: Fact) => kind === 'petition';
  return [...facts.filter(isText), ...alone, ...facts.filter((fact) => !isText(fact) && !isAlone(fact))];
}

const zeros = Buffer.alloc(32);

/** The entry, or null when there is nothing to be said. */
function numberFact(fact: Fact, tally: Tally, index: bigint, ledger: Ledger): Uint8Array | null {
  if (tally.isClosed && fact.kind !== 'audit') return null;
  const commitment = fact.digest ? toHex(fact.digest) : '';
  const known = ledger.signs.get(commitment);
  switch (fact.kind) {
    case 'petition':
      if (fact.code <= tally.textVersion) return null;
      return write(fact, { ...tally, textVersion: fact.code }, null, ledger);
    case 'sign':
      if (known?.isActive) return null;
      ledger.signs.set(commitment, { index, isActive: true });
      return write(fact, { ...tally, count: tally.count + 1 }, null, ledger);
    case 'withdraw':
    case 'invalidate':
      if (!known?.isActive) return null;
      ledger.signs.set(commitment, { ...known, isActive: false });
      return write(fact, { ...tally, count: tally.count - 1 }, known.index, ledger);
    case 'close':
      return write(fact, { ...tally, isClosed: true }, null, ledger);
    case 'audit':
      return write(fact, tally, null, ledger);
  }
}

function write(fact: Fact, after: Tally, removes: bigint | null, ledger: Ledger): Uint8Array {
  ledger.tallies.set(fact.petition, { ...after, nextEvent: after.nextEvent + 1 });
  const holdsDigest = fact.kind === 'petition' || fact.kind === 'sign' || fact.kind === 'audit';
  return encodeEntry({
    type: fact.kind,
    hour: ledger.hour,
    petition: fact.petition,
    event: after.nextEvent,
    count: after.count,
    code: fact.code,
    attester: 0,
    removes,
    digest: holdsDigest && fact.digest ? fact.digest : zeros,
    attestation: null,
  });
}
