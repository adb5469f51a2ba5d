import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOG_KEY, parseVkey, type VerifierKey } from '../../log/note/key.ts';
import type { WatchedLog } from '../../log/witness/decide.ts';
import { WitnessHint } from './hint.ts';
import { unlessMissing } from './key-file.ts';
import { storeFile } from './store-file.ts';

/**
 * The logs that this witness follows: a file of verifier keys, one a line, that a person may edit. Keys given at the
 * start are added to it. A log's key is named after its origin. Throws a {@link WitnessHint} for a line that is no key.
 */
export async function openFollowed(folder: string, given: readonly string[]): Promise<WatchedLog[]> {
  const file = join(folder, 'logs');
  const text = (await readFile(file, 'utf8').catch(unlessMissing)) ?? '';
  const known = text.split('\n').map((line) => line.trim());
  const added = given.filter((vkey) => !known.includes(vkey));
  const logs = readKeys([...known.filter((line) => line !== '' && !line.startsWith('#')), ...added], file);
  if (logs.length === 0)
    throw new WitnessHint(
      'Say which log to follow, by its verifier key (the petition’s log page has it):\n  --log petitions.example/log+…',
    );
  if (added.length > 0)
    await storeFile(file, `${[text.trimEnd(), ...added].filter((part) => part !== '').join('\n')}\n`);
  return logs;
}

function readKeys(vkeys: readonly string[], file: string): WatchedLog[] {
  const keys = new Map<string, VerifierKey[]>();
  for (const vkey of vkeys) {
    const key = parseVkey(vkey);
    if (typeof key === 'string' || key.type !== LOG_KEY)
      throw new WitnessHint(`This is no verifier key of a log (--log, or a line of ${file}): ${vkey}`);
    keys.set(key.name, [...(keys.get(key.name) ?? []), key]);
  }
  return [...keys].map(([origin, each]) => ({ origin, keys: each }));
}
