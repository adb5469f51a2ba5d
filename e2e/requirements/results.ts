import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the last runs said of each requirement. The file is not kept in the source: the table in SECURITY.md is. */
export interface Result {
  /** "2026-11-22", the day of the run. */
  readonly on: string;
  readonly held: number;
  readonly broken: number;
}

const folder = join(import.meta.dirname, '../../.requirements');
const file = join(folder, 'results.json');

export function readResults(): Readonly<Record<string, Result>> {
  try {
    // The cast holds because nobody else writes the file.
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Result>;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw fault;
  }
}

/** Replaces what was known of these ids, and keeps the others: a run may be a part of all tests. */
export function writeResults(results: Readonly<Record<string, Result>>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...readResults(), ...results }, null, 2)}\n`);
}
