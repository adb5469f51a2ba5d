import { join } from 'node:path';
import { type Age, prepareConfirmations } from './attempts.ts';
import { startBareServer } from './bare.ts';
import { reconcileCounts } from './confirm.ts';
import { compare, costOf, type Run, rateOf, takeTurns, type Watched } from './series.ts';
import type { Findings, Ground } from './sign.ts';
import { printRates } from './table.ts';
import type { Tools } from './tools.ts';
import { readPages } from './wrk.ts';

/** `npm run bench -- log`: what the transparency log adds to a confirmation, and how fast it is read. */
export async function measureLog(ground: Ground, { wrk }: Tools): Promise<Findings[]> {
  const confirming = await measureConfirmations(ground);
  const reading = wrk ? [await measureReading(ground, wrk)] : [];
  return [confirming, ...reading, { verdicts: [], reconciliations: await reconcileCounts(ground) }];
}

/** Links whose attempts the log hears of, against links of attempts from before there was one, side by side. */
async function measureConfirmations({ house, large, options, visitors }: Ground): Promise<Findings> {
  // The difference is small, so it takes more rounds to see it through the noise.
  const rounds = 3 * options.rounds;
  const prepare = async (age: Age) => {
    const forms = await prepareConfirmations(house, large, options.posts * (rounds + 1), age);
    const act = async (): Promise<Run> => visitors.post(forms.splice(0, options.posts));
    await act();
    return { watched: house.watched, act };
  };
  const contenders = { logged: await prepare('of-today'), unlogged: await prepare('from-before-the-log') };
  await house.sql`vacuum analyze`;
  const { logged, unlogged } = await takeTurns(rounds, contenders);
  printRates('Signatures confirmed', { 'with the log': logged, 'without it': unlogged });
  const [row] = await house.sql<{ signs: number }[]>`
    select (select count(*) from log_entries where get_byte(entry, 1) = 2)::int
      + (select count(*) from log_pending where kind = 'sign')::int as signs`;
  const answered = options.posts * (rounds + 1);
  return {
    verdicts: [
      {
        what: 'confirming with the log : without, cost',
        measured: compare(logged, unlogged, costOf),
        aim: 1.1,
        direction: 'at most',
      },
    ],
    reconciliations: [{ what: 'links confirmed, entries of the log', answered, written: row?.signs ?? -1 }],
  };
}

/** A full tile and the checkpoint, against the same bytes from a bare server. */
async function measureReading({ house, options }: Ground, wrk: string): Promise<Findings> {
  const findings: Findings[] = [];
  for (const [name, path] of [
    ['tile', '/log/tile/0/000'],
    ['checkpoint', '/log/checkpoint'],
  ] as const) {
    const url = house.appUrl + path;
    const bare = await startBareServer(url, join(house.folder, `bare-${name}`));
    try {
      const bareOnly: Watched = { server: bare.pid, database: null };
      await readPages(wrk, url, 1, false);
      const rounds = await takeTurns(options.rounds, {
        site: { watched: house.watched, act: () => readPages(wrk, url, options.reading, false) },
        bare: { watched: bareOnly, act: () => readPages(wrk, bare.origin, options.reading, false) },
      });
      printRates(`The log's ${name}`, { 'the site': rounds.site, 'node:http, same bytes': rounds.bare });
      const measured = rateOf(rounds.site) / rateOf(rounds.bare);
      findings.push({
        verdicts: [{ what: `${name} of the log : bare node:http`, measured, aim: 0.5, direction: 'at least' }],
        reconciliations: [],
      });
    } finally {
      await bare.stop();
    }
  }
  return { verdicts: findings.flatMap(({ verdicts }) => verdicts), reconciliations: [] };
}
