import { expect, test } from '@playwright/test';
import { type Cosigner, cosignerNamed, SmallLog } from '@/e2e/support/small-log.ts';
import { parseCheckpoint } from '../../log/note/checkpoint.ts';
import { verifyNote } from '../../log/note/verify-note.ts';
import { judgeCheckpoint } from '../../log/policy/judge-checkpoint.ts';
import { parsePolicy } from '../../log/policy/parse-policy.ts';
import type { Policy } from '../../log/policy/policy.ts';
import { parseWitnessList, twoThirds, writePolicy } from '../write-policy.ts';
import { type Cosignatures, chooseQuorum, witnessedNotes } from './choose-lines.ts';

const PETITION = '11111111-1111-4111-8111-111111111111';
const numbered = (word: string, count: number) => Array.from({ length: count }, (_, at) => `${word}${at + 1}`);
const cosigners = (word: string, count: number) => Promise.all(numbered(word, count).map(cosignerNamed));
const listed = (each: readonly Cosigner[]) => each.map(({ name, vkey }) => ({ name, vkey, url: null }));

async function site() {
  const log = await SmallLog.open();
  log.add({ type: 'petition', petition: PETITION });
  const [coalition, outside] = [await cosigners('group', 16), await cosigners('outsider', 3)];
  const text = writePolicy(log.vkey, listed(coalition), listed(outside));
  if (typeof text !== 'string') throw new Error(String(text));
  const policy = parsePolicy(text) as Policy;
  const signedBy = async (each: readonly Cosigner[]): Promise<Cosignatures> => {
    const read = parseCheckpoint(await log.witnessed(each, 1_000));
    if (typeof read === 'string') throw new Error(read);
    const verified = await verifyNote(
      read.note,
      each.map(({ key }) => key),
    );
    if (typeof verified === 'string') return new Map();
    return new Map(
      each.flatMap(({ key, name }) => verified.filter((one) => one.key === key).map((one) => [name, one])),
    );
  };
  return { log, coalition, outside, policy, text, signedBy };
}

test('the policy of sixteen asks for eleven of them and one outsider', async () => {
  const { text, policy } = await site();
  expect(text).toContain('group coalition 11 group1 group2');
  expect(text).toContain('group outside any outsider1 outsider2 outsider3');
  expect(policy.quorum).toBe('both');
  expect([1, 2, 3, 4, 9, 16].map(twoThirds)).toEqual([1, 2, 3, 3, 7, 11]);
});

test('of nineteen lines the checkpoint carries the log’s and fifteen, the quorum among them', async () => {
  const { log, coalition, outside, policy, signedBy } = await site();
  const note = await log.note();
  const notes = witnessedNotes(note, policy, await signedBy([...coalition, ...outside]));
  const read = parseCheckpoint(notes?.checkpoint ?? '');
  expect(typeof read === 'string' ? read : read.note.signatures.length).toBe(16);
  const judged = await judgeCheckpoint(policy, notes?.checkpoint ?? '');
  expect(
    typeof judged === 'string' ? judged : [...judged.witnesses.keys()].filter((name) => name.startsWith('out')),
  ).toEqual(['outsider1', 'outsider2', 'outsider3']);
  expect(notes?.all.split('\n').filter((line) => line.startsWith('—'))).toHaveLength(20);
});

test('without the quorum there is nothing to publish', async () => {
  const { log, coalition, outside, policy, signedBy } = await site();
  const note = await log.note();
  expect(witnessedNotes(note, policy, await signedBy([...coalition.slice(0, 10), ...outside]))).toBeNull();
  expect(witnessedNotes(note, policy, await signedBy(coalition))).toBeNull();
  expect(witnessedNotes(note, policy, await signedBy([...coalition.slice(0, 11), ...outside.slice(2)]))).not.toBeNull();
});

test('where no quorum is asked for, the log’s own line is enough', async () => {
  const { log } = await site();
  const policy = parsePolicy(`log ${log.vkey}\nquorum none\n`) as Policy;
  const note = await log.note();
  expect(witnessedNotes(note, policy, new Map())).toEqual({ checkpoint: note, all: note });
});

test('groups of groups are met with the fewest witnesses', async () => {
  const { log } = await site();
  const [a, b, c, d] = await cosigners('w', 4);
  const lines = [a, b, c, d].flatMap((each) => (each ? [`witness ${each.name} ${each.vkey}`] : []));
  const policy = parsePolicy(
    [`log ${log.vkey}`, ...lines, 'group large all w1 w2 w3', 'group either any large w4', 'quorum either', ''].join(
      '\n',
    ),
  ) as Policy;
  expect([...(chooseQuorum(policy, new Set(['w1', 'w2', 'w3', 'w4'])) ?? [])]).toEqual(['w4']);
  expect([...(chooseQuorum(policy, new Set(['w1', 'w2', 'w3'])) ?? [])]).toEqual(['w1', 'w2', 'w3']);
  expect(chooseQuorum(policy, new Set(['w1', 'w2']))).toBeNull();
});

test('a policy that no checkpoint has room for is not written', async () => {
  const { log } = await site();
  expect(writePolicy(log.vkey, listed(await cosigners('w', 23)), [])).toBe('too-many-for-a-checkpoint');
  expect(
    writePolicy(log.vkey, [...listed(await cosigners('w', 1)), ...listed(await cosigners('w', 1))], []),
  ).toMatchObject({
    refusal: 'key-twice',
  });
});

test('a list of witnesses has two or three words a line', () => {
  expect(parseWitnessList('# ours\na key http://a\n\nb key\n')).toEqual([
    { name: 'a', vkey: 'key', url: 'http://a' },
    { name: 'b', vkey: 'key', url: null },
  ]);
  for (const bad of ['a', 'a b c d']) expect(parseWitnessList(bad)).toBeNull();
});
