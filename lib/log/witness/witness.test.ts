import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Tree } from '../merkle/check-proof.ts';
import { type Hash, leafHash } from '../merkle/hash.ts';
import { consistencyProof } from '../merkle/prove.ts';
import { appendLeaves, emptyEdge, rootOf } from '../merkle/right-edge.ts';
import { subtreesOfLeaves } from '../merkle/subtrees.ts';
import { parseCheckpoint, signCheckpoint } from '../note/checkpoint.ts';
import { cosign } from '../note/cosignature.ts';
import { ed25519Signer } from '../note/ed25519.ts';
import { LOG_KEY, parseVkey, type VerifierKey, verifierKey, WITNESS_KEY } from '../note/key.ts';
import { formatSignatureLine } from '../note/note.ts';
import { fromHex, toUtf8 } from '../text.ts';
import { vectorJson } from '../vectors/read.ts';
import { formatSubmission, parseSubmission, readAnswer } from './add-checkpoint.ts';
import { decide, nothingCosigned, readRequest, type WatchedLog } from './decide.ts';

/** A witness in memory: reads, decides, stores. */
function witnessOf(logs: readonly WatchedLog[]) {
  const stored = new Map<string, Tree>();
  return async (body: string) => {
    const request = await readRequest(body, logs);
    if ('status' in request) return request;
    const decision = decide(request, stored.get(request.checkpoint.origin) ?? nothingCosigned());
    if ('status' in decision) return decision;
    stored.set(request.checkpoint.origin, decision.store);
    return { status: 200, body: '', reason: null };
  };
}

interface Run {
  log_public_key_hex?: string;
  log_vkey?: string;
  log_origin?: string;
  steps: { request_body: string; status: number; assert: string }[];
}
const [litewitness, sumdb] = vectorJson<Run[]>('public/witness-add-checkpoint.json');

test('a witness answers as litewitness did, step by step', async () => {
  const origin = litewitness?.steps[0]?.request_body.split('\n')[2] ?? '';
  const key = verifierKey(origin, LOG_KEY, fromHex(litewitness?.log_public_key_hex ?? '') ?? new Uint8Array());
  const answer = witnessOf([{ origin, keys: [key] }]);
  for (const [at, step] of (litewitness?.steps ?? []).entries()) {
    const { status, body } = await answer(step.request_body);
    // The standard has said 404 for an unknown origin since that witness was written.
    expect(status, `step ${at + 1}`).toBe(at === 2 ? 404 : step.status);
    const size = /^body == "(\d+)\\n"$/.exec(step.assert)?.[1];
    if (size) expect(body).toBe(`${size}\n`);
  }
});

test('a log whose key has another name than its origin can be watched', async () => {
  const keys = [parseVkey(sumdb?.log_vkey ?? '') as VerifierKey];
  const answer = witnessOf([{ origin: sumdb?.log_origin ?? '', keys }]);
  for (const step of sumdb?.steps ?? []) expect((await answer(step.request_body)).status).toBe(step.status);
});

const leaves = Array.from({ length: 40 }, (_, at) => leafHash(toUtf8(`leaf ${at}`)));
const treeOf = (size: number): Tree => ({
  size: BigInt(size),
  root: rootOf(appendLeaves(emptyEdge, leaves.slice(0, size))),
});
const proofOf = (old: number, size: number) =>
  consistencyProof(BigInt(old), BigInt(size), subtreesOfLeaves(leaves)) as Hash[];
const ORIGIN = 'log.example';

async function world() {
  const signer = await ed25519Signer(new Uint8Array(32).fill(1));
  const answer = witnessOf([{ origin: ORIGIN, keys: [verifierKey(ORIGIN, LOG_KEY, signer.publicKey)] }]);
  const submit = async (old: number, tree: Tree, proof: Hash[] = []) =>
    answer(formatSubmission({ old: BigInt(old), proof, checkpoint: await signCheckpoint(tree, ORIGIN, signer) }));
  return { answer, submit };
}

test('a witness follows a log as it grows, and cosigns the same size again', async () => {
  const { submit } = await world();
  let old = 0;
  for (const size of [0, 0, 5, 5, 8, 9, 40]) {
    expect((await submit(old, treeOf(size), proofOf(old, size))).status).toBe(200);
    old = size;
  }
});

test('a witness refuses every other history', async () => {
  const { submit } = await world();
  const other = { size: 5n, root: leaves[0] as Hash };
  expect(await submit(0, { ...other, size: 0n })).toMatchObject({ status: 422, reason: 'other-root' });
  expect(await submit(0, treeOf(5), [other.root])).toMatchObject({ status: 422, reason: 'wrong-length' });
  expect(await submit(3, treeOf(2))).toMatchObject({ status: 400, reason: 'old-above-size' });
  expect(await submit(0, treeOf(5))).toMatchObject({ status: 200 });
  expect(await submit(5, other)).toMatchObject({ status: 422, reason: 'other-root' });
  expect(await submit(5, treeOf(5), [other.root])).toMatchObject({ status: 422, reason: 'wrong-length' });
  expect(await submit(5, { ...treeOf(8), root: other.root }, proofOf(5, 8))).toMatchObject({
    status: 422,
    reason: 'other-root',
  });
  expect(await submit(5, treeOf(8))).toMatchObject({ status: 422, reason: 'wrong-length' });
  expect(await submit(4, treeOf(8), proofOf(4, 8))).toMatchObject({
    status: 409,
    body: '5\n',
    contentType: 'text/x.tlog.size',
  });
  expect(await submit(0, treeOf(8))).toMatchObject({ status: 409, body: '5\n' });
  expect(await submit(5, treeOf(8), proofOf(5, 8))).toMatchObject({ status: 200 });
});

for (const body of [
  '',
  'old 0',
  'old 0\n',
  'old 00\n\n',
  'old -1\n\n',
  'new 0\n\n',
  `old 1\n${'A'.repeat(44)}\n\n`,
  `old 0\n\n${'a\n'.repeat(200_000)}`,
  'old 0\n\nlog.example\n0\n',
])
  test(`the request ${JSON.stringify(body).slice(0, 30)} is malformed: 400`, async () => {
    expect((await (await world()).answer(body)).status).toBe(400);
  });

test('every request reads back', async () => {
  const checkpoint = await signCheckpoint(treeOf(3), ORIGIN, await ed25519Signer(new Uint8Array(32)));
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.array(hash, { maxLength: 63 }), (old, proof) => {
      const read = parseSubmission(formatSubmission({ old, proof, checkpoint }));
      expect(read).toEqual({ old, proof, ...(parseCheckpoint(checkpoint) as object) });
    }),
  );
  const long = Array.from({ length: 64 }, () => new Uint8Array(32));
  expect(parseSubmission(formatSubmission({ old: 0n, proof: long, checkpoint }))).toBe('request-malformed');
});

test('the log tells what a witness answered', async () => {
  const signer = await ed25519Signer(new Uint8Array(32).fill(2));
  const keys = [verifierKey('w.example', WITNESS_KEY, signer.publicKey)];
  const text = 'log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
  const line = formatSignatureLine(await cosign(text, 'w.example', signer, 5n));
  const stranger = formatSignatureLine(await cosign(text, 'x.example', signer, 5n));
  const wrong = formatSignatureLine(await cosign(text.replace('0', '1'), 'w.example', signer, 5n));
  const read = (status: number, body = '', contentType: string | null = null) =>
    readAnswer({ status, body, contentType }, text, keys);
  expect(await read(200, stranger + line)).toMatchObject({ reply: 'cosigned', signatures: [{ time: 5n }] });
  for (const body of ['', stranger, wrong, line + wrong, line.trimEnd(), '<html>'])
    expect(await read(200, body)).toEqual({ reply: 'bad-answer' });
  expect(await read(409, '17\n', 'text/x.tlog.size')).toEqual({ reply: 'other-size', size: 17n });
  for (const [body, type] of [
    ['17\n', 'text/plain'],
    ['', null],
    ['x\n', 'text/x.tlog.size'],
    ['17', 'text/x.tlog.size'],
  ] as const)
    expect(await read(409, body, type)).toEqual({ reply: 'fork-alarm' });
  expect(await read(422)).toEqual({ reply: 'fork-alarm' });
  for (const status of [400, 403, 404]) expect(await read(status)).toEqual({ reply: 'refused' });
  for (const status of [429, 500, 503, 302]) expect(await read(status)).toEqual({ reply: 'unavailable' });
});
