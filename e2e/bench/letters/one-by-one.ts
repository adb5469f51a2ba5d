import { spawnSync } from 'node:child_process';
import { Hint } from '@/lib/commands/run.ts';
import type { Row } from './rows.ts';

export type Measures = { readonly [name: string]: () => Promise<Row> };

/** Measures the row of this name and ends the process; without a name all of them, each in a process of its own. */
export async function measureRows(rows: Measures, name: string): Promise<void> {
  if (name === '') return measureEach(Object.keys(rows));
  const measure = rows[name];
  if (!measure) throw new Hint(`There is no such row; there are ${Object.keys(rows).join(', ')}.`);
  const { came, holds, what } = await measure();
  console.log(`${holds ? '✓' : '✗'} ${what}\n    ${came}`);
  process.exit(holds ? 0 : 1);
}

/** A process for each row: rooms open their database once. */
function measureEach(names: readonly string[]): void {
  const failed = names.filter((name) => {
    const args = ['--import', 'tsx', ...process.argv.slice(1), `--row=${name}`];
    return spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0;
  });
  if (failed.length > 0) throw new Hint(`A promise was not kept: ${failed.join(', ')}.`);
}
