import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SealedRecord } from '@/lib/signature/keep.ts';

export interface OpenedArchive {
  readonly names: readonly string[];
  readonly readme: string;
  readonly manifest: { readonly records: number; readonly counted: number };
  /** The sealed files themselves, by the ids in their names. */
  readonly sealed: ReadonlyMap<string, Buffer>;
  /** Opens everything with the commands of the archive's own README and the system's age program. */
  openWithAge(identity: string): readonly SealedRecord[];
  remove(): void;
}

/** Unpacks an archive with the system's tar, as an organiser would. */
export function unpack(archive: Uint8Array): OpenedArchive {
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-archive-'));
  const inside = join(folder, 'inside');
  mkdirSync(inside);
  writeFileSync(join(folder, 'archive.tar'), archive);
  execFileSync('tar', ['-xf', join(folder, 'archive.tar'), '-C', inside]);
  const names = readdirSync(inside, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(inside.length + 1));
  const read = (name: string) => readFileSync(join(inside, name));
  const readme = read('README.txt').toString();
  const records = names.filter((name) => name.startsWith('records/'));
  return {
    names,
    readme,
    // The cast holds because the archive was made by this house.
    manifest: JSON.parse(read('manifest.json').toString()) as OpenedArchive['manifest'],
    sealed: new Map(records.map((name) => [name.split('/').at(-1)?.replace('.age', '') ?? '', read(name)])),
    openWithAge(identity) {
      writeFileSync(join(inside, 'my-key.txt'), `${identity}\n`);
      const commands = readme.split('\n').filter((line) => line.startsWith('    '));
      for (const command of commands) execFileSync('sh', ['-c', command.trim()], { cwd: inside });
      const lines = read('records.jsonl').toString().trim().split('\n');
      return lines.map((line) => JSON.parse(line) as SealedRecord);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
