import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { signCheckpoint } from '../note/checkpoint.ts';
import { cosign } from '../note/cosignature.ts';
import { ed25519Signer } from '../note/ed25519.ts';
import { formatVkey, LOG_KEY, verifierKey, WITNESS_KEY } from '../note/key.ts';
import { formatSignatureLine } from '../note/note.ts';
import { vectorJson, vectorText } from '../vectors/read.ts';
import { judgeCheckpoint } from './judge-checkpoint.ts';
import { parsePolicy } from './parse-policy.ts';
import { meetsQuorum, type Policy } from './policy.ts';

const vkey = (number: number, type = WITNESS_KEY) =>
  formatVkey(verifierKey(`w${number}.example`, type, new Uint8Array(32).fill(number)));
const witnesses = (count: number) =>
  Array.from({ length: count }, (_, at) => `witness w${at + 1} ${vkey(at + 1)}\n`).join('');
const read = (text: string): Policy => {
  const policy = parsePolicy(text);
  if ('refusal' in policy) throw new Error(`${policy.refusal} in line ${policy.line}`);
  return policy;
};

test('the sample policy is read', () => {
  const policy = read(vectorText('sample-policy.txt'));
  expect(policy.logs).toMatchObject([{ key: { name: 'petitions.example/log' }, url: 'https://petitions.example/log' }]);
  expect(policy.witnesses.map(({ name }) => name)).toEqual(['group-a', 'group-b']);
  expect(policy).toMatchObject({ groups: [{ name: 'coalition', threshold: 2 }], quorum: 'coalition' });
});

test('comments, tabs, empty lines and surrounding space change nothing', () => {
  expect(read(`  # é\n\n\t${witnesses(1)} \n\tquorum\t w1  `)).toMatchObject({ quorum: 'w1', groups: [] });
});

test('the coalition of the design needs eleven of sixteen and an outsider', () => {
  const names = Array.from({ length: 16 }, (_, at) => `w${at + 1}`);
  const policy = read(`${witnesses(19)}group coalition 11 ${names.join(' ')}
group outside any w17 w18 w19\ngroup both all coalition outside\nquorum both\n`);
  expect(meetsQuorum(policy, new Set([...names.slice(0, 11), 'w18']))).toBe(true);
  expect(meetsQuorum(policy, new Set([...names.slice(0, 10), 'w17', 'w18', 'w19']))).toBe(false);
  expect(meetsQuorum(policy, new Set(names))).toBe(false);
  expect(meetsQuorum(policy, new Set(['both', 'coalition', 'outside']))).toBe(false);
});

test('a policy may ask for a single witness or for none', () => {
  expect(meetsQuorum(read('quorum none'), new Set())).toBe(true);
  const one = read(`${witnesses(2)}quorum w2`);
  expect([meetsQuorum(one, new Set(['w1'])), meetsQuorum(one, new Set(['w2']))]).toEqual([false, true]);
});

type Rule = { threshold: number; members: (Rule | number)[] };
const { rule } = fc.letrec<{ rule: Rule; member: Rule | number }>((tie) => ({
  member: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constant(0), tie('rule')),
  rule: fc.record({ threshold: fc.nat(20), members: fc.array(tie('member'), { minLength: 1, maxLength: 4 }) }),
}));

/** Numbers the witnesses of a rule, writes its group lines, members first, and gives its name. */
function write(each: Rule | number, lines: string[], count: { witnesses: number }): string {
  if (typeof each === 'number') return `w${++count.witnesses}`;
  const names = each.members.map((member) => write(member, lines, count));
  lines.push(`group g${lines.length} ${1 + (each.threshold % names.length)} ${names.join(' ')}`);
  return `g${lines.length - 1}`;
}

function holds(each: Rule | number, cosigners: Set<string>, count: { witnesses: number }): boolean {
  if (typeof each === 'number') return cosigners.has(`w${++count.witnesses}`);
  const met = each.members.map((member) => holds(member, cosigners, count)).filter(Boolean);
  return met.length >= 1 + (each.threshold % each.members.length);
}

test('any nesting of groups is judged as its rule says', () => {
  fc.assert(
    fc.property(rule, fc.infiniteStream(fc.boolean()), (each, stream) => {
      const [lines, count]: [string[], { witnesses: number }] = [[], { witnesses: 0 }];
      const quorum = write(each, lines, count);
      fc.pre(count.witnesses <= 250);
      const policy = read(`${witnesses(count.witnesses)}${lines.join('\n')}\nquorum ${quorum}\n`);
      const cosigners = new Set(policy.witnesses.map(({ name }) => name).filter(() => stream.next().value));
      expect(meetsQuorum(policy, cosigners)).toBe(holds(each, cosigners, { witnesses: 0 }));
    }),
  );
});

const refusals: [string, string, string, number][] = [
  ['without a quorum', witnesses(1), 'quorum-missing', 0],
  ['with two quorums', 'quorum none\nquorum none', 'quorum-twice', 2],
  ['with an unknown word', 'quorums none', 'line-unknown', 1],
  ['with a control character', 'quorum none\r\n', 'control-character', 1],
  ['with a line cut short', 'witness w1', 'line-malformed', 1],
  ['with a line too long', 'quorum none none', 'line-malformed', 1],
  ['with a name used before it is defined', `quorum w1\n${witnesses(1)}`, 'name-unknown', 1],
  ['with a group of itself', `${witnesses(1)}group g any g`, 'name-unknown', 2],
  ['with none as a member', `${witnesses(1)}group g any none`, 'name-unknown', 2],
  ['with a witness called none', `witness none ${vkey(1)}`, 'name-taken', 1],
  ['with a name taken', `${witnesses(1)}group w1 any w1`, 'name-taken', 2],
  [
    'with a key twice under two names',
    `${witnesses(1)}witness w2 ${formatVkey(verifierKey('other', WITNESS_KEY, new Uint8Array(32).fill(1)))}`,
    'key-twice',
    2,
  ],
  ['with a member of two groups', `${witnesses(2)}group a any w1\ngroup b all w1 w2`, 'member-twice', 4],
  ['with a member twice', `${witnesses(1)}group a 2 w1 w1`, 'member-twice', 2],
  ['with no members', `${witnesses(1)}group a any`, 'line-malformed', 2],
  ['with a threshold of 0', `${witnesses(1)}group a 0 w1`, 'threshold-wrong', 2],
  ['with a threshold above its members', `${witnesses(1)}group a 2 w1`, 'threshold-wrong', 2],
  ['with a threshold in words', `${witnesses(1)}group a 01 w1`, 'threshold-wrong', 2],
  ["with a log's key for a witness", `witness w1 ${vkey(1, LOG_KEY)}`, 'key-type-wrong', 1],
  ["with a witness's key for a log", `log ${vkey(1)}`, 'key-type-wrong', 1],
  ['with a key that does not read', 'log x+y', 'vkey-malformed', 1],
  ['of a megabyte', '#\n'.repeat(500_000), 'too-long', 0],
];
for (const [what, text, refusal, line] of refusals)
  test(`a policy ${what} is refused: ${refusal}`, () => expect(parsePolicy(text)).toEqual({ refusal, line }));

test('a quarter megabyte of members is judged at once', () => {
  const groups = Array.from({ length: 11_000 }, (_, at) => `group g${at + 1} any g${at}`).join('\n');
  const start = performance.now();
  const policy = read(`${witnesses(1)}group g0 any w1\n${groups}\nquorum g11000`);
  expect(meetsQuorum(policy, new Set(['w1']))).toBe(true);
  expect(performance.now() - start).toBeLessThan(5_000);
});

/** A log and three witnesses that cosigned its checkpoint at 1000, 2000 and 3000 seconds. */
async function world() {
  const log = await ed25519Signer(new Uint8Array(32).fill(100));
  const checkpoint = await signCheckpoint({ size: 5n, root: new Uint8Array(32) }, 'log.example', log);
  const text = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1);
  let [note, policy] = [checkpoint, `log ${formatVkey(verifierKey('log.example', LOG_KEY, log.publicKey))}\n`];
  for (const number of [1, 2, 3]) {
    const signer = await ed25519Signer(new Uint8Array(32).fill(number));
    const key = verifierKey(`w${number}.example`, WITNESS_KEY, signer.publicKey);
    policy += `witness w${number} ${formatVkey(key)}\n`;
    note += formatSignatureLine(await cosign(text, key.name, signer, BigInt(number * 1000)));
  }
  return { checkpoint, note, policy };
}

test('a checkpoint is judged by its quorum, and by its age only if asked', async () => {
  const { note, policy, checkpoint } = await world();
  const two = read(`${policy}group g 2 w1 w2 w3\nquorum g`);
  const verdict = await judgeCheckpoint(two, note);
  expect(verdict).toMatchObject({
    checkpoint: { size: 5n },
    witnesses: new Map([
      ['w1', 1000n],
      ['w2', 2000n],
      ['w3', 3000n],
    ]),
  });
  expect(await judgeCheckpoint(two, checkpoint)).toBe('quorum-missed');
  expect(await judgeCheckpoint(two, note, { now: 5000n, longestAge: 3000n })).toMatchObject({
    checkpoint: { size: 5n },
  });
  expect(await judgeCheckpoint(two, note, { now: 5000n, longestAge: 2999n })).toBe('quorum-stale');
  expect(await judgeCheckpoint(two, note, { now: 1600n, longestAge: 3000n })).toBe('quorum-stale');
});

test('cosignatures without the log are not enough, nor is another log', async () => {
  const { note, policy } = await world();
  const one = read(`${policy}quorum w1`);
  const withoutLog = note.replace(/\n\n.*\n/, '\n\n');
  expect(await judgeCheckpoint(one, withoutLog)).toBe('no-known-signature');
  expect(await judgeCheckpoint(one, note.replace('log.example', 'log.other'))).toBe('log-unknown');
  expect(await judgeCheckpoint(one, note.replace('\n5\n', '\n6\n'))).toBe('signature-wrong');
});

test('two lines of one witness weigh as one', async () => {
  const { note, policy } = await world();
  const lines = note.trimEnd().split('\n');
  const doubled = [...lines.slice(0, 6), lines[5], ''].join('\n');
  expect(await judgeCheckpoint(read(`${policy}group g 2 w1 w2 w3\nquorum g`), doubled)).toBe('quorum-missed');
});

test('a witness with an ML-DSA-44 key may be listed, and never counts yet', async () => {
  const [output] = vectorJson<{ type: string; checkpoint: string; vkey: string; line: string }[]>(
    'cosignatures.json',
  ).filter(({ type }) => type.startsWith('0x06'));
  const { vkey: log } = vectorJson<{ vkey: string }>('sample-log.json');
  const policy = read(`log ${log}\nwitness b ${output?.vkey}\nquorum b`);
  expect(await judgeCheckpoint(policy, `${output?.checkpoint}${output?.line}`)).toBe('quorum-missed');
});
