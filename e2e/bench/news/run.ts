import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Hint, run } from '@/lib/commands/run.ts';
import type { Row } from '../letters/rows.ts';
import { measureBlast } from './blast.ts';
import { measureNewsKills } from './kills.ts';

/**
 * How news reaches everybody who asked for it: `node --import tsx e2e/bench/news/run.ts`. Every row ends with a
 * reconciliation of the database and of the provider's journal; a row that does not agree fails the run.
 * `--followers=500000 --kills=12`, and `--row=` with one of the names below for that row alone.
 */
const text = (value: string): { type: 'string'; default: string } => ({ type: 'string', default: value });

run(async () => {
  const options = { followers: text('500000'), kills: text('12'), row: text('') };
  const { values } = parseArgs({ options });
  const [followers, kills] = [Number(values.followers), Number(values.kills)];
  if (!(followers > 0 && kills > 0)) throw new Hint('Options are numbers above 0.');
  const rows: { readonly [name: string]: () => Promise<Row> } = {
    neutral: () => measureBlast({ followers, mode: 'private', workers: 1 }),
    'in-full': () => measureBlast({ followers: Math.ceil(followers / 5), mode: 'public', workers: 1 }),
    'two-workers': () => measureBlast({ followers: Math.ceil(followers / 5), mode: 'private', workers: 2 }),
    kills: () => measureNewsKills({ followers: 10_000, kills }),
  };
  if (values.row === '') return measureEach(Object.keys(rows));
  const measure = rows[values.row];
  if (!measure) throw new Hint(`There is no such row; there are ${Object.keys(rows).join(', ')}.`);
  const { came, holds, what } = await measure();
  console.log(`${holds ? '✓' : '✗'} ${what}\n    ${came}`);
  process.exit(holds ? 0 : 1);
});

/** A process for each row: rooms open their database once. */
function measureEach(names: readonly string[]): void {
  const failed = names.filter((name) => {
    const args = ['--import', 'tsx', ...process.argv.slice(1), `--row=${name}`];
    return spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0;
  });
  if (failed.length > 0) throw new Hint(`A promise was not kept: ${failed.join(', ')}.`);
}
