import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { ed25519Signer } from '../note/ed25519.ts';
import { fromHex, toHex } from '../text.ts';
import { sampleEntries, vectorJson } from '../vectors/read.ts';
import { normalAddress } from './address.ts';
import { attestedMessage, isAttestedBy } from './attestation.ts';
import { decodeBundle } from './bundle.ts';
import { commitmentOf, opensTo } from './commitment.ts';
import { decodeEntry, type Entry, encodeEntry, toUuid } from './entry.ts';

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const common = { hour: u32, petition: octets(16).map(toUuid), event: u32, count: u32 };
const unattested = { attester: fc.constant(0), attestation: fc.constant(null) };
const index = fc.bigInt({ min: 0n, max: 2n ** 64n - 2n });
const zeros = fc.constant(new Uint8Array(32));
const nothing = fc.constant(null);
const code = (min: number, max: number) => fc.integer({ min, max });

const entries: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({
    ...common,
    ...unattested,
    type: fc.constant('petition' as const),
    code: code(1, 255),
    removes: nothing,
    digest: octets(32),
  }),
  fc.record({
    ...common,
    ...unattested,
    type: fc.constant('sign' as const),
    code: fc.oneof(code(1, 4), code(16, 255)),
    removes: nothing,
    digest: octets(32),
  }),
  fc.record({
    ...common,
    type: fc.constant('sign' as const),
    code: code(1, 4),
    removes: nothing,
    digest: octets(32),
    attester: code(1, 255),
    attestation: octets(64),
  }),
  fc.record({
    ...common,
    ...unattested,
    type: fc.constant('withdraw' as const),
    code: code(0, 0),
    removes: index,
    digest: zeros,
  }),
  fc.record({
    ...common,
    ...unattested,
    type: fc.constant('invalidate' as const),
    code: code(1, 5),
    removes: index,
    digest: zeros,
  }),
  fc.record({
    ...common,
    ...unattested,
    type: fc.constant('close' as const),
    code: code(0, 0),
    removes: nothing,
    digest: zeros,
  }),
  fc.record({
    ...common,
    ...unattested,
    type: fc.constant('audit' as const),
    code: code(0, 0),
    removes: nothing,
    digest: octets(32),
  }),
);

test('every entry reads back, in 72 bytes or 136', () => {
  fc.assert(
    fc.property(entries, (entry) => {
      expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
      expect(encodeEntry(entry).length).toBe(entry.attestation ? 136 : 72);
    }),
  );
});

test('octets from outside never throw, and what is accepted is the one spelling of its entry', () => {
  fc.assert(
    fc.property(entries, fc.nat(71), code(0, 255), (entry, at, octet) => {
      const changed = encodeEntry(entry).with(at, octet);
      const read = decodeEntry(changed);
      if (typeof read !== 'string') expect(encodeEntry(read)).toEqual(changed);
    }),
  );
});

test('the entries of the sample log are written again to the same octets', () => {
  for (const octets of sampleEntries(decodeBundle)) {
    const entry = decodeEntry(octets);
    if (typeof entry === 'string') throw new Error(entry);
    expect(toHex(encodeEntry(entry))).toBe(toHex(octets));
  }
});

const sign = encodeEntry({
  type: 'sign',
  hour: 5,
  petition: toUuid(new Uint8Array(16)),
  event: 1,
  count: 1,
  code: 1,
  attester: 0,
  removes: null,
  digest: new Uint8Array(32).fill(1),
  attestation: null,
});
const refusals: [string, Uint8Array, string][] = [
  ['of 71 bytes', sign.subarray(1), 'entry-length'],
  ['of no bytes', new Uint8Array(), 'entry-length'],
  ['of version 2', sign.with(0, 2), 'entry-version'],
  ['of type 0', sign.with(1, 0), 'entry-type'],
  ['of type 7', sign.with(1, 7), 'entry-type'],
  ['with a code between the known and the reserved', sign.with(30, 5), 'entry-code'],
  ['with an attester and no attestation', sign.with(31, 1), 'entry-attester'],
  ['with an attestation and no attester', new Uint8Array([...sign, ...new Uint8Array(64)]), 'entry-attester'],
  ['that signs and removes', sign.with(39, 7), 'entry-removes'],
  ['that withdraws nothing', sign.with(1, 3).with(30, 0), 'entry-removes'],
  ['that closes and carries a digest', sign.with(1, 5).with(30, 0), 'entry-digest'],
];
for (const [what, octets, reason] of refusals)
  test(`an entry ${what} is refused: ${reason}`, () => expect(decodeEntry(octets)).toBe(reason));

test('an entry that readers would refuse or read otherwise is not written', () => {
  const entry = decodeEntry(sign) as Entry;
  for (const wrong of [
    { code: 5 },
    { hour: 2 ** 32 },
    { count: -1 },
    { event: 0.5 },
    { code: 257 },
    { removes: 1n },
    { removes: 2n ** 64n },
    { petition: 'x' },
    { digest: new Uint8Array(31) },
    { digest: new Uint8Array(96) },
    { attester: 1 },
  ])
    expect(() => encodeEntry({ ...entry, ...wrong })).toThrow();
});

interface SampleOpening {
  index: number;
  petition: string;
  text_version: number;
  nonce_hex: string;
  email: string;
  commitment_hex: string;
}

test('the openings of the sample log give its commitments, and no other address does', () => {
  const log = sampleEntries(decodeBundle);
  for (const each of vectorJson<{ openings: SampleOpening[] }>('sample-log.json').openings) {
    const petition = toUuid(fromHex(each.petition) ?? new Uint8Array());
    const opening = {
      petition,
      textVersion: each.text_version,
      nonce: fromHex(each.nonce_hex) ?? new Uint8Array(),
      email: each.email,
    };
    const commitment = commitmentOf(opening);
    expect(toHex(commitment)).toBe(each.commitment_hex);
    expect((decodeEntry(log[each.index] ?? new Uint8Array()) as Entry).digest).toEqual(commitment);
    expect(opensTo(commitment, { ...opening, email: ` ${each.email.toUpperCase()} ` })).toBe('opens');
    expect(opensTo(commitment, { ...opening, email: `x${each.email}` })).toBe('opens-to-another');
    expect(opensTo(commitment, { ...opening, textVersion: 2 })).toBe('opens-to-another');
    expect(opensTo(commitment, { ...opening, email: 'nobody' })).toBe('not-an-address');
  }
});

for (const [typed, normal] of [
  [' Anna.B+x@Example.ORG\n', 'anna.b+x@example.org'],
  ['josé@b\u00fccher.example', 'josé@xn--bcher-kva.example'],
  ['jose\u0301@BU\u0308CHER.example', 'josé@xn--bcher-kva.example'],
  ['a@XN--BCHER-KVA.example', 'a@xn--bcher-kva.example'],
  ['"a@b"@example.org', '"a@b"@example.org'],
  ['a@localhost', 'a@localhost'],
])
  test(`${JSON.stringify(typed)} is the address ${normal}`, () => expect(normalAddress(typed ?? '')).toBe(normal));

for (const typed of [
  '',
  '@',
  'a',
  'a@',
  '@b.org',
  'a b@c.org',
  'a@b c.org',
  'a@b.org/x',
  'a@b.org:80',
  'a@[::1]',
  'a@127.1',
  'a@１２７.１',
  'a@-b.org',
  'a@b..org',
  'a@%61.org',
  'a@é/b',
  `${'a'.repeat(1e6)}@b.org`,
  'a\ud800@b.org',
  'a@b\ud800.org',
  'a@b.org@',
])
  test(`${JSON.stringify(typed).slice(0, 30)} is no address`, () => expect(normalAddress(typed)).toBeNull());

test('the normal spelling of any text is its own normal spelling', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.domain(),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      (local, domain, start) => {
        const normal = normalAddress(`${local}@${start}${domain}`);
        if (normal !== null) expect(normalAddress(normal)).toBe(normal);
      },
    ),
  );
});

test('an attestation holds for its petition and commitment only', async () => {
  const signer = await ed25519Signer(new Uint8Array(32).fill(3));
  const entry = decodeEntry(sign) as Entry;
  const attestation = await signer.sign(attestedMessage(entry.petition, entry.digest));
  const attested = { ...entry, attester: 1, attestation };
  expect(await isAttestedBy(attested, signer.publicKey)).toBe(true);
  expect(await isAttestedBy({ ...attested, digest: new Uint8Array(32) }, signer.publicKey)).toBe(false);
  expect(await isAttestedBy({ ...attested, petition: toUuid(new Uint8Array(16).fill(1)) }, signer.publicKey)).toBe(
    false,
  );
  expect(await isAttestedBy(entry, signer.publicKey)).toBe(false);
});
