// Checks this pack without a network: node check.mjs
// It needs Node.js 20 or newer and nothing else. Read it before you run it: it only reads the files beside it.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const pathOf = (name) => join(folder, ...name.split('/'));
let wrong = 0;

function tell(isRight, sentence) {
  console.log(`${isRight ? 'right' : 'WRONG'}  ${sentence}`);
  if (!isRight) wrong += 1;
}

async function hashFile(name) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(pathOf(name))) hash.update(piece);
  return hash.digest('hex');
}

async function checkSums() {
  const lines = readFileSync(pathOf('SHA256SUMS'), 'utf8').trim().split('\n');
  let unchanged = 0;
  for (const line of lines) {
    const [sum, name] = line.split('  ');
    const isThere = existsSync(pathOf(name));
    if (isThere && (await hashFile(name)) === sum) unchanged += 1;
    else tell(false, isThere ? `${name} is not what it was when the pack was made.` : `${name} is missing.`);
  }
  tell(unchanged === lines.length, `${unchanged} of ${lines.length} files are what they were when the pack was made.`);
}

// The rows of a CSV file after RFC 4180, without its head.
async function* readRows(name) {
  let open = '';
  let isHead = true;
  for await (const line of createInterface({ input: createReadStream(pathOf(name)), crlfDelay: Infinity })) {
    const whole = open === '' ? line : `${open}\n${line}`;
    if ((whole.match(/"/g) ?? []).length % 2 === 1) {
      open = whole;
      continue;
    }
    open = '';
    if (whole === '') continue;
    if (!isHead) yield whole.split(',').map((cell) => cell.replace(/^"|"$/g, ''));
    isHead = false;
  }
}

async function checkNames({ names }) {
  if (names === null) {
    tell(
      !existsSync(pathOf('names.csv')),
      'This petition keeps no names that could be delivered, and the pack holds none.',
    );
    return;
  }
  let lines = 0;
  for await (const _ of readRows('names.csv')) lines += 1;
  tell(lines === names, `names.csv holds ${lines} names; count.json says ${names}.`);
}

async function checkCount({ confirmed, count, exact, invalidated, names, withdrawn }) {
  if (!exact) {
    console.log('note   The numbers of this petition are rounded down to protect its signers; they need not add up.');
    return;
  }
  const left = confirmed - withdrawn - invalidated;
  tell(
    left === count,
    `${confirmed} confirmed, less ${withdrawn} withdrawn and ${invalidated} removed, are ${left}; the count is ${count}.`,
  );
  if (names !== null) tell(names <= count, `No more names (${names}) than signatures (${count}).`);
  const sums = [0, 0, 0];
  for await (const [, ...numbers] of readRows('daily.csv')) for (const n of [0, 1, 2]) sums[n] += Number(numbers[n]);
  const isSame = sums[0] === confirmed && sums[1] === withdrawn && sums[2] === invalidated;
  tell(isSame, `The days of daily.csv add up to the same: ${sums.join(', ')}.`);
  let removed = 0;
  for await (const [, , size, undone] of readRows('removals.csv')) if (undone === '') removed += Number(size);
  tell(removed <= invalidated, `removals.csv explains ${removed} of ${invalidated} removed signatures.`);
}

function checkTexts({ texts }) {
  for (const { file, sha256, version } of texts) {
    const bytes = readFileSync(pathOf(file));
    const isSame = createHash('sha256').update(bytes).digest('hex') === sha256;
    tell(isSame, `Text version ${version} has the SHA-256 that its signers saw: ${sha256}.`);
    const text = JSON.parse(bytes.toString('utf8'));
    tell(
      JSON.stringify(text) === bytes.toString('utf8').normalize('NFC'),
      `Text version ${version} is in its canonical form.`,
    );
  }
}

function checkCheckpoint({ checkpoint }) {
  if (checkpoint === null) {
    console.log('note   The site published no log when the pack was made: there is no checkpoint to check.');
    return;
  }
  const note = readFileSync(pathOf('checkpoint'), 'utf8');
  const gap = note.lastIndexOf('\n\n');
  const [origin, size, root] = note.slice(0, gap).split('\n');
  const isSame = size === checkpoint.size && root === checkpoint.root && Buffer.from(root, 'base64').length === 32;
  tell(gap > 0 && isSame, `The checkpoint is of ${origin}, ${size} entries, root ${root}.`);
  const lines = note
    .slice(gap + 2)
    .trim()
    .split('\n');
  tell(
    lines.every((line) => /^\u2014 \S+ \S+$/.test(line)),
    `It carries ${lines.length} signature lines; check them with the log's public keys.`,
  );
}

const facts = JSON.parse(readFileSync(pathOf('count.json'), 'utf8'));
await checkSums();
checkTexts(facts);
await checkCount(facts);
await checkNames(facts);
checkCheckpoint(facts);
console.log(
  wrong === 0 ? '\nEverything in this pack fits together.' : `\n${wrong} things do not fit. Do not rely on this pack.`,
);
process.exitCode = wrong === 0 ? 0 : 1;
