import { parseArgs } from 'node:util';
import { Hint, run } from '@/lib/commands/run.ts';
import { type Measures, measureRows } from './one-by-one.ts';
import { measureHandover, measureOutage } from './outage.ts';
import { measureDrain, measureLease, measurePoison } from './pace.ts';
import { measureCrowd, measureKills } from './rows.ts';

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
  const rows: Measures = {
    'kills-honoured': () => measureKills({ kills, letters, seed, honoursKeys: true }),
    'kills-ignored': () => measureKills({ kills, letters, seed, honoursKeys: false }),
    crowd: () => measureCrowd(4, letters / 2),
    lease: measureLease,
    poison: () => measurePoison(5),
    drain: () => measureDrain(letters, 5),
    handover: () => measureHandover(seconds / 5, 5),
    outage: () => measureOutage(seconds, 5),
  };
  await measureRows(rows, values.row);
});
