import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const house = join(import.meta.dirname, '../..');

/** The ids a test's title begins with: "VE-01, VE-02: no scanner confirms…". */
export function readIds(title: string): string[] {
  const head = /^(?:[A-Z]{2}-\d\d(?:, )?)+(?=: )/.exec(title)?.[0] ?? '';
  return head === '' ? [] : head.split(', ');
}

/** How many tests name each id, in the sources as they are. */
export function countNamings(): Map<string, number> {
  const namings = new Map<string, number>();
  for (const file of listTests()) {
    const source = readFileSync(file, 'utf8');
    for (const [, title] of source.matchAll(/\btest(?:\.\w+)?\(\s*['"`]([^'"`\n]+)/g)) {
      for (const id of readIds(title ?? '')) namings.set(id, (namings.get(id) ?? 0) + 1);
    }
  }
  return namings;
}

function listTests(): string[] {
  return ['app', 'lib', 'db', 'emails', 'e2e'].flatMap((folder) =>
    readdirSync(join(house, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(test|spec)\.tsx?$/.test(entry.name))
      .map((entry) => relative(process.cwd(), join(entry.parentPath, entry.name))),
  );
}
