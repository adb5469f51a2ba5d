import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { foldLog } from '@/lib/log/entry/fold.ts';
import { toHex } from '@/lib/log/text.ts';
import type { Fact } from '../append.ts';
import { type Ledger, numberFacts } from './number.ts';

const petitions = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

const newLedger = (): Ledger => ({ size: 0n, hour: 490_000, tallies: new Map(), signs: new Map() });

/** Each person signs one petition: a commitment never stands in two. */
const people = Array.from({ length: 12 }, (_, n) => ({
  petition: petitions[n % 2] ?? '',
  digest: hash(`person ${n}`),
}));

const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...people).map((one) => ({ ...one, kind: 'sign' as const, code: 1 })) },
  { weight: 3, arbitrary: fc.constantFrom(...people).map((one) => ({ ...one, kind: 'withdraw' as const, code: 0 })) },
  { weight: 2, arbitrary: fc.constantFrom(...people).map((one) => ({ ...one, kind: 'invalidate' as const, code: 4 })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...petitions), fc.integer({ min: 1, max: 9 }))
      .map(([petition, code]) => ({ petition, kind: 'petition' as const, code, digest: hash(`text ${code}`) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...petitions)
      .map((petition) => ({ petition, kind: 'close' as const, code: 0, digest: null })),
  },
);

const batches = fc.array(fc.array(anyFact, { maxLength: 12 }), { maxLength: 12 });

/** Numbers batch after batch; what comes too early waits for the next. */
function numberAll(told: readonly (readonly Fact[])[]): Uint8Array[] {
  const ledger = newLedger();
  const log: Uint8Array[] = [];
  let early: readonly Fact[] = [];
  for (const facts of told) {
    const numbered = numberFacts([...early, ...facts], { ...ledger, size: BigInt(log.length) });
    log.push(...numbered.entries);
    early = numbered.early;
  }
  return log;
}

test('whatever is told, however often, no outsider refuses the log', () => {
  fc.assert(
    fc.property(batches, (told) => {
      expect(foldLog(numberAll(told))).not.toHaveProperty('refusal');
    }),
    { numRuns: 400 },
  );
});

test('the count is that of a naive recount of who signed and did not leave', () => {
  fc.assert(
    fc.property(batches, (told) => {
      // One fact a batch: the order in which they come is the order in which they hold.
      const facts = told.flat().filter(({ kind }) => kind !== 'close');
      const texts: Fact[] = petitions.map((petition) => ({
        petition,
        kind: 'petition',
        code: 1,
        digest: hash('text'),
      }));
      const log = numberAll([texts, ...facts.map((fact) => [fact])]);
      const fold = foldLog(log);
      if ('refusal' in fold) throw new Error(fold.refusal);
      const counted = new Map<string, string>();
      for (const { digest, kind, petition } of facts) {
        if (kind === 'sign') counted.set(toHex(digest ?? hash('')), petition);
        if (kind === 'withdraw' || kind === 'invalidate') counted.delete(toHex(digest ?? hash('')));
      }
      for (const petition of petitions)
        expect(fold.petitions.get(petition)?.count).toBe([...counted.values()].filter((id) => id === petition).length);
    }),
    { numRuns: 400 },
  );
});

test('signatures of one batch stand in the order of their commitments, not in that of their coming', () => {
  const text: Fact = { petition: petitions[0] ?? '', kind: 'petition', code: 1, digest: hash('text') };
  const facts = people
    .filter(({ petition }) => petition === petitions[0])
    .map((one): Fact => ({ ...one, kind: 'sign', code: 1 }));
  const forwards = numberFacts([text, ...facts], newLedger()).entries;
  const backwards = numberFacts([text, ...[...facts].reverse()], newLedger()).entries;
  expect(forwards).toEqual(backwards);
});
