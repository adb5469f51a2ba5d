import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { emptyOutbox, expect, lettersTo, makePetition, newAddress, sign, test } from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { settings } from '../env.ts';
import { hoursOfWaitingLetters } from '../mail/queue.ts';
import { destroySpentHourKeys, hourKey, hourOf, readHourKey } from './hour-keys.ts';
import { destroyKey, listKeys, readKey, readOrMakeKey } from './key-files.ts';
import { duplicateKey, makePetitionKeys, petitionKeys } from './petition-keys.ts';

const newName = () => `test-${randomUUID()}`;
const fileOf = (name: string) => join(settings().KEY_DIR, `${name}.key`);

/** What another process reads or makes under that name, in hex. */
async function keyElsewhere(name: string): Promise<string> {
  const script = `
    import { readOrMakeKey } from '${join(import.meta.dirname, 'key-files.ts')}';
    console.log((await readOrMakeKey('${name}')).export().toString('hex'));`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  return (await promisify(execFile)(process.execPath, args, { env: process.env })).stdout.trim();
}

test('a key is a file that only its owner may read, in a folder of the same kind', async () => {
  const name = newName();
  await readOrMakeKey(name);
  expect((await stat(fileOf(name))).mode & 0o777).toBe(0o600);
  expect((await stat(settings().KEY_DIR)).mode & 0o777).toBe(0o700);
});

test('the file does not hold the key itself', async () => {
  const name = newName();
  const key = (await readOrMakeKey(name)).export();
  const file = await readFile(fileOf(name));
  expect(key).toHaveLength(32);
  expect(file.includes(key)).toBe(false);
  expect(file.toString('latin1')).not.toContain(key.toString('hex'));
});

test('making a key leaves no draft behind', async () => {
  await Promise.all(Array.from({ length: 10 }, () => readOrMakeKey(newName())));
  const files = (await readdir(settings().KEY_DIR, { withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name).filter((file) => !file.endsWith('.key'))).toEqual([]);
});

test('many who make one key at once get the same', async () => {
  const name = newName();
  const keys = await Promise.all(Array.from({ length: 20 }, () => readOrMakeKey(name)));
  expect(new Set(keys.map((key) => key.export().toString('hex'))).size).toBe(1);
});

test('two processes that make one key at once get the same', async () => {
  const name = newName();
  const [here, ...elsewhere] = await Promise.all([readOrMakeKey(name), keyElsewhere(name), keyElsewhere(name)]);
  expect(elsewhere).toEqual([here.export().toString('hex'), here.export().toString('hex')]);
});

test('a key that was moved to another name does not open', async () => {
  const [name, other] = [newName(), newName()];
  await readOrMakeKey(name);
  await copyFile(fileOf(name), fileOf(other));
  await expect(readKey(other)).rejects.toThrow();
  // Whoever wraps all keys anew after this test would stumble over it.
  await destroyKey(other);
});

test('a destroyed key is gone, and what is made in its place is another one', async () => {
  const name = newName();
  const key = await readOrMakeKey(name);
  await destroyKey(name);
  expect(await readKey(name)).toBe(null);
  expect(await listKeys()).not.toContain(name);
  expect((await readOrMakeKey(name)).equals(key)).toBe(false);
});

test('destroying what is not there is no fault', async () => {
  await readOrMakeKey(newName());
  await destroyKey(newName());
});

test('each petition has keys of its own, made once, and its two keys are not one', async () => {
  const id = randomUUID();
  await makePetitionKeys(id);
  const { data, duplicates } = await petitionKeys(id);
  await makePetitionKeys(id);
  expect(await petitionKeys(id)).toEqual({ data, duplicates, others: [] });
  expect(data.equals(duplicates)).toBe(false);
});

test('a petition that lacks one of its keys has none', async () => {
  const id = randomUUID();
  await makePetitionKeys(id);
  await destroyKey(`petition-${id}-duplicates`);
  await expect(petitionKeys(id)).rejects.toThrow('no keys');
  await expect(petitionKeys(randomUUID())).rejects.toThrow('no keys');
});

test('the keyed hash of an address is 32 bytes, the same each time, and says nothing to another key', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  await Promise.all([makePetitionKeys(one), makePetitionKeys(other)]);
  const hash = duplicateKey(await petitionKeys(one), 'anna@example.org');
  expect(hash).toHaveLength(32);
  expect(duplicateKey(await petitionKeys(one), 'anna@example.org')).toEqual(hash);
  expect(duplicateKey(await petitionKeys(other), 'anna@example.org')).not.toEqual(hash);
});

test('a letter whose hour key is destroyed cannot be read any more', async () => {
  const email = newAddress();
  await sign(await makePetition(), { email });
  expect(await lettersTo(email)).toHaveLength(1);
  await destroyKey(`letters-${hourOf(await currentTime())}`);
  expect(await lettersTo(email)).toHaveLength(0);
  await emptyOutbox();
});

test('hour keys are destroyed once no letter waits under them, but never those of the last two hours', async () => {
  await emptyOutbox();
  const now = await currentTime();
  const hour = hourOf(now);
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  for (const hours of [0, 1, 2, 3]) await hourKey(ago(hours));
  await sign(await makePetition(), { now: ago(3) });
  await destroySpentHourKeys(now, await hoursOfWaitingLetters());
  const left = await Promise.all([0, 1, 2, 3].map(async (hours) => (await readHourKey(hour - hours)) !== null));
  expect(left).toEqual([true, true, false, true]);
  await emptyOutbox();
  await destroySpentHourKeys(now, await hoursOfWaitingLetters());
  expect(await readHourKey(hour - 3)).toBe(null);
});
