import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { leafHash } from '../merkle/hash.ts';
import { appendLeaves, emptyEdge, rootOf } from '../merkle/right-edge.ts';
import { fromHex } from '../text.ts';
import { sampleEntries, vectorJson } from '../vectors/read.ts';
import { decodeBundle } from './bundle.ts';
import { decodeEntry, type Entry, type EntryType, encodeEntry, toUuid } from './entry.ts';
import { foldLog, LogFold } from './fold.ts';

const A = toUuid(new Uint8Array(16).fill(1));
const B = toUuid(new Uint8Array(16).fill(2));

interface Step {
  type: EntryType;
  petition: string;
  removes?: number;
  hour?: number;
}

/** Writes an honest log of these steps; `changes` then spoil single entries. */
function logOf(steps: readonly Step[], changes: Record<number, Partial<Entry>> = {}): Uint8Array[] {
  const tallies = new Map<string, { event: number; count: number; version: number }>();
  return steps.map(({ type, petition, removes, hour = 10 }, at) => {
    const tally = tallies.get(petition) ?? { event: 0, count: 0, version: 0 };
    const count = tally.count + (type === 'sign' ? 1 : removes === undefined ? 0 : -1);
    const version = tally.version + (type === 'petition' ? 1 : 0);
    tallies.set(petition, { event: tally.event + 1, count, version });
    const isEmpty = type === 'close' || removes !== undefined;
    const code = { petition: version, sign: 1, invalidate: 2, withdraw: 0, close: 0, audit: 0 }[type];
    return encodeEntry({
      type,
      hour,
      petition,
      event: tally.event,
      count,
      code,
      attester: 0,
      attestation: null,
      removes: removes === undefined ? null : BigInt(removes),
      digest: new Uint8Array(32).fill(isEmpty ? 0 : at + 1),
      ...changes[at],
    });
  });
}

const steps: Step[] = [
  { type: 'petition', petition: A },
  { type: 'sign', petition: A },
  { type: 'petition', petition: B },
  { type: 'sign', petition: B },
  { type: 'sign', petition: A },
  { type: 'withdraw', petition: A, removes: 1 },
  { type: 'petition', petition: A },
  { type: 'invalidate', petition: B, removes: 3 },
  { type: 'close', petition: B },
  { type: 'audit', petition: B },
];
const folded = (log: readonly Uint8Array[]) => {
  const fold = foldLog(log);
  if ('refusal' in fold) throw new Error(`${fold.refusal} at ${fold.index}`);
  return fold;
};

test('an honest log folds into the count of every petition', () => {
  const { size, petitions } = folded(logOf(steps));
  expect(size).toBe(10);
  expect(petitions.get(A)).toMatchObject({ count: 1, withdrawn: 1, invalidated: 0, textVersion: 2, isClosed: false });
  expect(petitions.get(B)).toMatchObject({ count: 0, withdrawn: 0, invalidated: 1, textVersion: 1, isClosed: true });
});

interface Totals {
  petitions: { id: string; events: number; active: number; withdrawn: number; invalidated: number }[];
}

test('the sample log folds into its known counts', () => {
  const { petitions } = folded(sampleEntries(decodeBundle));
  for (const { id, events, active, withdrawn, invalidated } of vectorJson<Totals>('sample-log.json').petitions) {
    const tally = petitions.get(toUuid(fromHex(id) ?? new Uint8Array()));
    expect(tally).toMatchObject({ nextEvent: events, count: active, withdrawn, invalidated });
  }
});

const refusals: [string, Uint8Array[], string, number][] = [
  ['whose count is off by one', logOf(steps, { 4: { count: 3 } }), 'count-wrong', 4],
  ['whose removal does not lower the count', logOf(steps, { 5: { count: 2 } }), 'count-wrong', 5],
  ['whose audit changes the count', logOf(steps, { 9: { count: 1 } }), 'count-wrong', 9],
  [
    'that removes a signature twice',
    logOf([...steps, { type: 'withdraw', petition: A, removes: 1 }]),
    'removes-no-active-signature',
    10,
  ],
  [
    'that removes the signature of another petition',
    logOf(steps, { 5: { removes: 3n } }),
    'removes-from-other-petition',
    5,
  ],
  ['that removes what is no signature', logOf(steps, { 5: { removes: 0n } }), 'removes-no-active-signature', 5],
  ['that removes what is yet to come', logOf(steps, { 5: { removes: 6n } }), 'removes-no-active-signature', 5],
  ['that removes from the far future', logOf(steps, { 5: { removes: 2n ** 63n } }), 'removes-no-active-signature', 5],
  ['that goes on after the end', logOf([...steps, { type: 'sign', petition: B }]), 'petition-closed', 10],
  ['that ends a petition twice', logOf([...steps, { type: 'close', petition: B }]), 'petition-closed', 10],
  ['with a gap in its event numbers', logOf(steps, { 4: { event: 3 } }), 'event-number-wrong', 4],
  ['with an event number used twice', logOf(steps, { 4: { event: 1 } }), 'event-number-wrong', 4],
  ['whose hour decreases', logOf(steps, { 4: { hour: 9 } }), 'hour-decreases', 4],
  [
    'with a petition nobody announced',
    logOf(steps, { 4: { petition: toUuid(new Uint8Array(16)) } }),
    'petition-entry-missing',
    4,
  ],
  ["with one petition's signature under another", logOf(steps, { 4: { petition: B } }), 'event-number-wrong', 5],
  ['that uses a version of the text twice', logOf(steps, { 6: { code: 1 } }), 'text-version-not-newer', 6],
  ['with an entry cut short', logOf(steps).with(4, new Uint8Array(71)), 'entry-length', 4],
  ['with an entry left out', logOf(steps).toSpliced(4, 1), 'removes-no-active-signature', 4],
];
for (const [what, log, refusal, index] of refusals)
  test(`a log ${what} is refused: ${refusal}`, () => {
    const verdict = foldLog(log);
    if (what.endsWith('left out')) expect(verdict).toHaveProperty('refusal');
    else expect(verdict).toEqual({ refusal, index });
  });

test('a refused entry leaves the fold as it was', () => {
  const log = logOf(steps);
  const fold = new LogFold();
  for (const entry of log) {
    for (const at of [0, 1, 22, 29, 31]) fold.add(entry.with(at, (entry[at] ?? 0) ^ 0x80));
    expect(fold.add(entry)).toBeNull();
  }
  expect(fold.size).toBe(10);
});

/** Honest logs of three petitions; the numbers choose what happens next among what may happen. */
const honest = fc
  .array(fc.tuple(fc.nat(2), fc.nat(9), fc.nat(), fc.nat(1)), { minLength: 1, maxLength: 60 })
  .map((choices) => {
    const made: Step[] = [0, 1, 2].map((number) => ({
      type: 'petition',
      petition: toUuid(new Uint8Array(16).fill(number)),
    }));
    const active: number[][] = [[], [], []];
    const closed = new Set<number>();
    let hour = 0;
    for (const [number, action, pick, later] of choices) {
      const petition = toUuid(new Uint8Array(16).fill(number));
      const mine = active[number] ?? [];
      hour += later;
      if (closed.has(number)) made.push({ type: 'audit', petition, hour: 10 + hour });
      else if (action < 3 && mine.length > 0)
        made.push({
          type: action ? 'withdraw' : 'invalidate',
          petition,
          removes: mine.splice(pick % mine.length, 1)[0] ?? 0,
          hour: 10 + hour,
        });
      else if (action === 9) made.push({ type: closed.add(number) ? 'close' : 'audit', petition, hour: 10 + hour });
      else mine.push(made.push({ type: 'sign', petition, hour: 10 + hour }) - 1);
    }
    return { log: logOf(made), active: active.map(({ length }) => length) };
  });

test('every honest log is accepted, with the counts of a naive recount', () => {
  fc.assert(
    fc.property(honest, ({ log, active }) => {
      expect([...folded(log).petitions.values()].map(({ count }) => count)).toEqual(active);
    }),
  );
});

test('one flipped bit makes another root, and where a count hangs on it also a refusal', () => {
  const root = (log: readonly Uint8Array[]) => rootOf(appendLeaves(emptyEdge, log.map(leafHash)));
  fc.assert(
    fc.property(honest, fc.nat(), fc.nat(71), fc.nat(7), ({ log }, pick, at, bit) => {
      const place = pick % log.length;
      const entry = log[place] ?? new Uint8Array();
      const spoiled = log.with(place, entry.with(at, (entry[at] ?? 0) ^ (1 << bit)));
      expect(root(spoiled)).not.toEqual(root(log));
      const isBinding =
        at === 0 ||
        (at >= 22 && at < 30) ||
        at === 31 ||
        (at >= 32 && at < 40 && (decodeEntry(entry) as Entry).removes === null);
      if (isBinding) expect(foldLog(spoiled)).toHaveProperty('refusal');
    }),
  );
});

test('a removed signature cannot be removed again, nor an entry be left out unseen', () => {
  fc.assert(
    fc.property(honest, fc.nat(), ({ log }, pick) => {
      const place = pick % log.length;
      const entry = decodeEntry(log[place] ?? new Uint8Array()) as Entry;
      const goesOn = log.slice(place + 1).some((each) => (decodeEntry(each) as Entry).petition === entry.petition);
      if (goesOn) expect(foldLog(log.toSpliced(place, 1))).toHaveProperty('refusal');
      const tally = folded(log).petitions.get(entry.petition);
      const again = { ...entry, hour: 1e6, event: tally?.nextEvent ?? 0, count: (tally?.count ?? 0) - 1 };
      if (entry.removes !== null && tally?.count)
        expect(foldLog([...log, encodeEntry(again)])).toHaveProperty('refusal');
    }),
  );
});
