import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { fromBase64, fromHex, LARGEST, toUtf8 } from '../text.ts';
import { vectorJson, vectorText } from '../vectors/read.ts';
import { formatCheckpointText, parseCheckpoint, parseCheckpointText, signCheckpoint } from './checkpoint.ts';
import { cosign, cosignedMessage, readCosignature } from './cosignature.ts';
import { ed25519Signer } from './ed25519.ts';
import { parseVkey, type VerifierKey, verifierKey, WITNESS_KEY } from './key.ts';
import { formatNote, formatSignatureLine, parseNote, parseSignatureLines } from './note.ts';
import { verifyNote, verifySignatures } from './verify-note.ts';

const { vkey, origin } = vectorJson<{ vkey: string; origin: string }>('sample-log.json');
const logKey = parseVkey(vkey) as VerifierKey;
const logSeed = new Uint8Array(createHash('sha256').update('lab log key').digest());

for (const size of [1, 2, 255, 256, 257, 512, 700])
  test(`the sample log's checkpoint of ${size} is read, verified and signed again to the same letters`, async () => {
    const text = vectorText(`sample-log/checkpoint.${size}`);
    const read = parseCheckpoint(text);
    if (typeof read === 'string') throw new Error(read);
    expect(read.checkpoint).toMatchObject({ origin, size: BigInt(size), extensions: [] });
    expect(await verifyNote(read.note, [logKey])).toHaveLength(1);
    expect(await signCheckpoint(read.checkpoint, origin, await ed25519Signer(logSeed))).toBe(text);
  });

interface WitnessOutput {
  by: string;
  type: string;
  checkpoint: string;
  vkey: string;
  timestamp: number;
  line: string;
  signed_message?: string;
}

const outputs = vectorJson<WitnessOutput[]>('cosignatures.json');

for (const output of outputs.filter(({ type }) => type.startsWith('0x04')))
  test(`the cosignature of ${output.by} verifies, with its time`, async () => {
    const note = parseNote(output.checkpoint + output.line);
    if (typeof note === 'string') throw new Error(note);
    const key = parseVkey(output.vkey) as VerifierKey;
    const time = BigInt(output.timestamp);
    expect(cosignedMessage(note.text, time)).toEqual(toUtf8(output.signed_message ?? ''));
    expect(await verifyNote(note, [key])).toMatchObject([{ key, time }]);
    expect(await verifyNote({ ...note, text: note.text.replace('700', '701') }, [key])).toBe('signature-wrong');
  });

test('an ML-DSA-44 line is skipped, even when its key is known', async () => {
  const output = outputs.find(({ type }) => type.startsWith('0x06'));
  const note = parseNote((output?.checkpoint ?? '') + (output?.line ?? ''));
  const key = parseVkey(output?.vkey ?? '');
  if (typeof note === 'string' || typeof key === 'string') throw new Error('The vector does not read.');
  expect(note.signatures).toHaveLength(2);
  expect(await verifyNote(note, [key])).toBe('no-known-signature');
  expect(await verifySignatures(note.text, note.signatures.slice(1), [key])).toEqual([]);
});

test('what a witness cosigns here, others verify, at that time and no other', async () => {
  const signer = await ed25519Signer(new Uint8Array(32).fill(9));
  const key = verifierKey('w.example', WITNESS_KEY, signer.publicKey);
  const text = 'log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
  const signature = await cosign(text, 'w.example', signer, 1_795_344_933n);
  expect(parseSignatureLines(formatSignatureLine(signature))).toEqual([signature]);
  expect(await verifySignatures(text, [signature], [key])).toMatchObject([{ time: 1_795_344_933n }]);
  const later = { ...signature, signature: signature.signature.map((octet, at) => (at === 7 ? octet + 1 : octet)) };
  expect(await verifySignatures(text, [later], [key])).toBe('signature-wrong');
});

test('a cosignature without a time, or with one above 2^63-1, is none', () => {
  expect(readCosignature(new Uint8Array(72))).toBeNull();
  expect(readCosignature(new Uint8Array(72).fill(255))).toBeNull();
  expect(readCosignature(new Uint8Array(71).fill(1))).toBeNull();
});

test('a cosignature does not pass for a signature of the log, nor the other way round', async () => {
  const signer = await ed25519Signer(logSeed);
  const text = vectorText('sample-log/checkpoint').split('\n\n')[0]?.concat('\n') ?? '';
  const cosignature = await cosign(text, origin, signer, 1n);
  const disguised = { ...cosignature, keyId: logKey.id };
  expect(await verifySignatures(text, [disguised], [logKey])).toBe('signature-wrong');
  expect(await verifySignatures(text, [cosignature], [logKey])).toEqual([]);
});

const checkpoints = fc.record({
  origin: fc.stringMatching(/^[a-z./ ]{1,30}$/),
  size: fc.bigInt({ min: 0n, max: LARGEST }),
  root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  extensions: fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 3 }),
});

test('every checkpoint reads back', () => {
  fc.assert(fc.property(checkpoints, (each) => expect(parseCheckpointText(formatCheckpointText(each))).toEqual(each)));
});

const ROOT = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
for (const text of [
  `\n1\n${ROOT}\n`,
  `o\n01\n${ROOT}\n`,
  `o\n-1\n${ROOT}\n`,
  `o\n9223372036854775808\n${ROOT}\n`,
  'o\n1\n',
  'o\n1\nAAAA\n',
  `o\n1\n${ROOT}`,
  `o\n1\n${ROOT}\n\n`,
  `o\n1\n${ROOT}\n\next\n`,
  `o\n1 \n${ROOT}\n`,
  `o\r\n1\n${ROOT}\n`,
])
  test(`${JSON.stringify(text)} is no checkpoint`, () =>
    expect(parseCheckpointText(text)).toBe('checkpoint-malformed'));

test('what could not be read back is not written', () => {
  const root = fromBase64(ROOT) ?? new Uint8Array();
  expect(() => formatCheckpointText({ origin: '', size: 1n, root })).toThrow();
  expect(() => formatCheckpointText({ origin: 'a\n5', size: 1n, root })).toThrow();
  expect(() => formatCheckpointText({ origin: 'a', size: -1n, root })).toThrow();
  expect(() => formatCheckpointText({ origin: 'a', size: 1n, root: fromHex('00') ?? root })).toThrow();
  expect(() => formatNote({ text: 'no line feed', signatures: [] })).toThrow();
});
