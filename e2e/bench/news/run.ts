import { parseArgs } from 'node:util';
import { Hint, run } from '@/lib/commands/run.ts';
import { type Measures, measureRows } from '../letters/one-by-one.ts';
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
  const rows: Measures = {
    neutral: () => measureBlast({ followers, mode: 'private', workers: 1 }),
    'in-full': () => measureBlast({ followers: Math.ceil(followers / 5), mode: 'public', workers: 1 }),
    'two-workers': () => measureBlast({ followers: Math.ceil(followers / 5), mode: 'private', workers: 2 }),
    kills: () => measureNewsKills({ followers: 10_000, kills }),
  };
  await measureRows(rows, values.row);
});
