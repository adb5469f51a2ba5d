import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Hint, run } from '@/lib/commands/run.ts';
import { measureHandover, measureOutage } from './outage.ts';
import { measureDrain, measureLease, measurePoison } from './pace.ts';
import { measureCrowd, measureKills, type Row } from './rows.ts';

/**
 * What the queue of letters promises, under faults: `npm run bench -- letters`. Every row ends with a
 * reconciliation of the outbox and of what the provider delivered; a row that does not hold fails the run.
 * `--kills=200 --letters=20000 --seconds=300 --seed=1`, and `--row=` with one of the names below for that row alone.
 */
const number = (value: string): { type: 'string'; default: string } => ({ type: 'string', default: value });
const options = { kills: number('200'), letters: number('20000'), seconds: number('300'), seed: number('1') };

run(async () => {
  const { values } = parseArgs({ options: { ...options, row: { type: 'string', default: '' } } });
  const [kills = 0, letters = 0, seconds = 0, seed = 0] = Object.keys(options).map((name) =>
    Number(values[name as keyof typeof options]),
  );
  if (![kills, letters, seconds, seed].every((value) => value > 0)) throw new Hint('Options are numbers above 0.');
  const rows: { readonly [name: string]: () => Promise<Row> } = {
    'kills-honoured': () => measureKills({ kills, letters, seed, honoursKeys: true }),
    'kills-ignored': () => measureKills({ kills, letters, seed, honoursKeys: false }),
    crowd: () => measureCrowd(4, letters / 2),
    lease: measureLease,
    poison: () => measurePoison(5),
    drain: () => measureDrain(letters, 5),
    handover: () => measureHandover(seconds / 5, 5),
    outage: () => measureOutage(seconds, 5),
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
