import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { vectorText } from '../vectors/read.ts';
import { checkReceipt } from './check-receipt.ts';
import { decodeExtra, encodeExtra } from './extra.ts';
import { formatProofFile, type ProofFile, parseProofFile } from './proof-file.ts';

const receipt = vectorText('sample-receipt.tlog-proof');
const policy = parsePolicy(vectorText('sample-policy.txt')) as Policy;
const file = parseProofFile(receipt) as ProofFile;
const extra = decodeExtra(file.extra ?? new Uint8Array());
const EMAIL = 'user296@example.org';

const withExtra = (change: (octets: Uint8Array) => Uint8Array) =>
  formatProofFile({ ...file, extra: change(file.extra ?? new Uint8Array()) });

test('the sample receipt proves that its signer counts, and nobody else', async () => {
  expect(await checkReceipt(receipt, EMAIL, policy)).toMatchObject({
    index: 296n,
    textVersion: 1,
    entry: { type: 'sign', event: 227, count: 213 },
    checkpoint: { size: 700n },
    witnesses: new Map([
      ['group-a', 1_795_344_933n],
      ['group-b', 1_795_344_933n],
    ]),
  });
  expect(await checkReceipt(receipt, 'user297@example.org', policy)).toBe('opens-to-another');
  expect(await checkReceipt(receipt, '', policy)).toBe('not-an-address');
});

test('the sample receipt is written again to the same letters', () => {
  expect(formatProofFile(file)).toBe(receipt);
  expect(extra && encodeExtra(extra)).toEqual(file.extra);
});

const lines = receipt.split('\n');
const without = (line: number) => lines.toSpliced(line, 1).join('\n');
const refusals: [string, string, string][] = [
  ['of another index', formatProofFile({ ...file, index: 297n }), 'other-root'],
  ['of an index outside the tree', formatProofFile({ ...file, index: 700n }), 'out-of-range'],
  ['without one hash of its proof', without(5), 'wrong-length'],
  ['without its extra line', without(1), 'extra-missing'],
  ['without its index', without(2), 'receipt-malformed'],
  ['without its first line', without(0), 'receipt-malformed'],
  ['with a hash of 31 bytes', receipt.replace(lines[3] ?? '', 'AAAA'), 'receipt-malformed'],
  [
    'with 64 hashes',
    formatProofFile({ ...file, proof: Array.from({ length: 64 }, () => new Uint8Array(32)) }),
    'receipt-malformed',
  ],
  ['with an index of two spellings', receipt.replace('index 296', 'index 0296'), 'receipt-malformed'],
  ['of another kind of extra', withExtra((octets) => octets.with(0, 2)), 'extra-malformed'],
  ['with its extra cut short', withExtra((octets) => octets.subarray(0, -1)), 'extra-malformed'],
  ['with another nonce', withExtra((octets) => octets.with(100, 0)), 'opens-to-another'],
  ['with another hour', withExtra((octets) => octets.with(3, 9)), 'other-root'],
  ['of an entry that is no signature', withExtra((octets) => octets.with(2, 6).with(31, 0)), 'not-a-signature'],
  ['of no known version', withExtra((octets) => octets.with(1, 9)), 'entry-version'],
  ['with only one witness', lines.toSpliced(-2, 1).join('\n'), 'quorum-missed'],
  ['with another size', receipt.replace('\n700\n', '\n701\n'), 'signature-wrong'],
  ['of another log', receipt.replace('\npetitions.example', '\nother.example'), 'log-unknown'],
  ['without a checkpoint', receipt.slice(0, receipt.indexOf('\n\n') + 2), 'note-malformed'],
  ['of a megabyte', `${receipt}${'a'.repeat(1e6)}`, 'receipt-too-long'],
];
for (const [what, text, refusal] of refusals)
  test(`a receipt ${what} is refused: ${refusal}`, async () =>
    expect(await checkReceipt(text, EMAIL, policy)).toBe(refusal));

test('every proof file reads back, with or without extra', () => {
  const octets = fc.uint8Array({ minLength: 1, maxLength: 300 });
  const files = fc.record({
    extra: fc.option(octets),
    index: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    proof: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 }),
    checkpoint: fc.string(),
  });
  fc.assert(fc.property(files, (each) => expect(parseProofFile(formatProofFile(each))).toEqual(each)));
});

test('any receipt with one letter changed is refused, and never throws', async () => {
  const place = fc.tuple(fc.nat(receipt.length - 1), fc.constantFrom(...'A9\n +'));
  await fc.assert(
    fc.asyncProperty(place, async ([at, letter]) => {
      fc.pre(receipt[at] !== letter);
      const verdict = await checkReceipt(receipt.slice(0, at) + letter + receipt.slice(at + 1), EMAIL, policy);
      expect(typeof verdict).toBe('string');
    }),
    { numRuns: 60 },
  );
});
