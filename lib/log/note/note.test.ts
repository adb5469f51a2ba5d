import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { fromBase64, fromHex, toUtf8 } from '../text.ts';
import { vectorJson } from '../vectors/read.ts';
import { ed25519Signer, verifyEd25519 } from './ed25519.ts';
import { formatVkey, isKeyName, LOG_KEY, parseVkey, verifierKey } from './key.ts';
import { formatNote, parseNote, signText } from './note.ts';
import { verifyNote } from './verify-note.ts';

interface SignedNote {
  source: string;
  note: string;
  vkey?: string;
  skey?: string;
  ed25519_seed_hex?: string;
  origin?: string;
}

const notes = vectorJson<SignedNote[]>('public/signed-notes.json');

async function keyOf({ vkey, ed25519_seed_hex, origin }: SignedNote) {
  if (!vkey)
    return verifierKey(
      origin ?? '',
      LOG_KEY,
      (await ed25519Signer(fromHex(ed25519_seed_hex ?? '') as Uint8Array)).publicKey,
    );
  const key = parseVkey(vkey);
  if (typeof key === 'string') throw new Error(key);
  return key;
}

const read = (text: string) => {
  const note = parseNote(text);
  if (typeof note === 'string') throw new Error(note);
  return note;
};

for (const vector of notes)
  test(`the note of ${vector.source.slice(0, 50)} is signed by its key and not when a letter changes`, async () => {
    const key = await keyOf(vector);
    const verified = await verifyNote(read(vector.note), [key]);
    expect(verified).toEqual([{ key, signature: read(vector.note).signatures[0], time: null }]);
    expect(formatNote(read(vector.note))).toBe(vector.note);
    if (vector.vkey) expect(formatVkey(key)).toBe(vector.vkey);
    expect(await verifyNote(read(vector.note.replace(/o/, 'a')), [key])).toMatch(/signature-wrong|no-known-signature/);
  });

test("Go's own example is signed here to the same letters", async () => {
  const vector = notes.find(({ skey }) => skey);
  const seed = fromBase64(vector?.skey?.split('+').slice(4).join('+') ?? '')?.subarray(1);
  const { text } = read(vector?.note ?? '');
  const signature = await signText(text, 'PeterNeumann', await ed25519Signer(seed ?? new Uint8Array()));
  expect(formatNote({ text, signatures: [signature] })).toBe(vector?.note);
});

const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter(isKeyName);
const texts = fc
  .array(fc.string({ unit: 'grapheme', maxLength: 30 }), { minLength: 1, maxLength: 5 })
  .map((lines) => `${lines.join('\n')}\n`)
  .filter((text) => !/[^\n -\u{10ffff}]|\p{Surrogate}/u.test(text));
const signatures = fc.array(
  fc.record({
    name: names,
    keyId: fc.stringMatching(/^[0-9a-f]{8}$/),
    signature: fc.uint8Array({ minLength: 1, maxLength: 99 }),
  }),
  { minLength: 1, maxLength: 20 },
);

test('every note reads back, whatever empty lines its text has', () => {
  fc.assert(
    fc.property(texts, signatures, (text, lines) => {
      expect(parseNote(formatNote({ text, signatures: lines }))).toEqual({ text, signatures: lines });
    }),
  );
});

test('every verifier key reads back, and no other name has its id', () => {
  fc.assert(
    fc.property(names, fc.uint8Array({ minLength: 32, maxLength: 32 }), (name, publicKey) => {
      const key = verifierKey(name, LOG_KEY, publicKey);
      expect(parseVkey(formatVkey(key))).toEqual(key);
      expect(parseVkey(`x${formatVkey(key)}`)).toBe('vkey-id-wrong');
    }),
  );
});

test('text from outside never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\n', '\u2014', ' ', 'AAAA', '+', '=', '\ud800', 'a') }), (text) => {
      expect(['string', 'object']).toContain(typeof parseNote(text));
      expect(['string', 'object']).toContain(typeof parseVkey(text));
    }),
  );
});

const LINE = '\u2014 a AAAAAAA=\n';
const refusals: [string, string, string][] = [
  ['without signatures', 'text\n', 'note-malformed'],
  ['with an empty list of signatures', 'text\n\n', 'signature-line-malformed'],
  ['without the last line feed', `text\n\n${LINE.trimEnd()}`, 'note-malformed'],
  ['with a carriage return', `text\r\n\n${LINE}`, 'note-malformed'],
  ['with half a character', `te\ud800xt\n\n${LINE}`, 'note-malformed'],
  ['with a line that is no signature', `text\n\n${LINE}more\n`, 'signature-line-malformed'],
  ['with a hyphen for a dash', `text\n\n${LINE.replace('\u2014', '-')}`, 'signature-line-malformed'],
  ['with a plus sign in the name', `text\n\n${LINE.replace('a ', 'a+b ')}`, 'signature-line-malformed'],
  ['with a no-break space in the name', `text\n\n${LINE.replace('a ', 'a\u00a0b ')}`, 'signature-line-malformed'],
  ['with nothing after the key id', 'text\n\n\u2014 a AAAAAA==\n', 'signature-line-malformed'],
  ['with 65 signatures', `text\n\n${LINE.repeat(65)}`, 'too-many-signatures'],
  ['of a megabyte', `${'text\n'.repeat(200_000)}\n${LINE}`, 'note-too-long'],
];
for (const [what, note, reason] of refusals)
  test(`a note ${what} is refused: ${reason}`, () => expect(parseNote(note)).toBe(reason));

test('a note of 64 signatures is read', () => {
  expect(parseNote(`text\n\n${LINE.repeat(64)}`)).toHaveProperty('text', 'text\n');
});

test('unknown names and ids are skipped, a wrong signature by a known key is not', async () => {
  const signer = await ed25519Signer(new Uint8Array(32).fill(7));
  const good = await signText('text\n', 'log', signer);
  const key = verifierKey('log', LOG_KEY, signer.publicKey);
  const strangers = [
    { ...good, name: 'other' },
    { ...good, keyId: '00000000' },
  ];
  const wrong = { ...good, signature: good.signature.map((octet) => octet ^ 1) };
  expect(await verifyNote({ text: 'text\n', signatures: [...strangers, good] }, [key])).toHaveLength(1);
  expect(await verifyNote({ text: 'text\n', signatures: strangers }, [key])).toBe('no-known-signature');
  expect(await verifyNote({ text: 'text\n', signatures: [good, wrong] }, [key])).toBe('signature-wrong');
  expect(
    await verifyNote({ text: 'text\n', signatures: [good, { ...good, signature: good.signature.subarray(1) }] }, [key]),
  ).toBe('signature-wrong');
});

for (const [vkey, reason] of [
  ['', 'vkey-malformed'],
  ['name+00000000', 'vkey-malformed'],
  ['na me+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', 'vkey-malformed'],
  ['example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', 'vkey-malformed'],
  ['example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', 'vkey-id-wrong'],
  ['example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', 'vkey-type-unknown'],
  ['example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==', 'vkey-malformed'],
])
  test(`the verifier key ${vkey} is refused: ${reason}`, () => expect(parseVkey(vkey ?? '')).toBe(reason));

test('what is no key or no signature verifies nothing, and does not throw', async () => {
  const message = toUtf8('message');
  for (const key of [new Uint8Array(31), new Uint8Array(32).fill(255), new Uint8Array(32).fill(2)])
    expect(await verifyEd25519(key, message, new Uint8Array(64))).toBe(false);
  expect(await verifyEd25519(new Uint8Array(32), message, new Uint8Array(63))).toBe(false);
});
