import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Hint, run, stopSignal, untilAborted } from '@/lib/commands/run.ts';
import { startBareServer } from './bare.ts';
import { measureCache } from './cache.ts';
import { measureConfirming, reconcileCounts } from './confirm.ts';
import { measureDashboard } from './dashboard.ts';
import { type House, keepHouse } from './house.ts';
import { measureLog } from './log.ts';
import { startNginx } from './nginx.ts';
import { type Options, readOptions, SMALL } from './options.ts';
import { measurePage, pageOf } from './page.ts';
import { LARGE_SLUG, plantPetitions, plantSignatures, SMALL_SLUG } from './plant.ts';
import { inviteVisitors } from './post.ts';
import { type Findings, type Ground, measureSigning } from './sign.ts';
import { printReconciliations, printVerdicts } from './table.ts';
import { findTools, type Tools } from './tools.ts';

/**
 * Rows with a world of their own. `npm run bench -- letters`: promises instead of ratios, and a row that is not kept
 * fails. `… search`: lists of ten thousand petitions.
 */
const apart: readonly string[] = ['letters', 'search'];

/**
 * How fast the house is, as ratios of things that are measured in turns on one machine in one run: a slow or
 * busy machine slows both sides. Being slow fails nothing; an accepted answer without its row does.
 */
run(async () => {
  const [, , own = ''] = process.argv;
  if (apart.includes(own)) return measureApart(own, process.argv.slice(3));
  const options = readOptions(process.argv.slice(2));
  const tools = findTools();
  const stopping = stopSignal();
  const stopped = untilAborted(stopping).then(() => Promise.reject(new Hint('Stopped before the end.')));
  await keepHouse(plantPetitions, (house) => Promise.race([stopped, measureHouse(house, options, tools)]));
  process.exit(0);
});

function measureApart(row: string, args: readonly string[]): never {
  const command = ['--import', 'tsx', `e2e/bench/${row}/run.ts`, ...args];
  process.exit(spawnSync(process.execPath, command, { stdio: 'inherit' }).status ?? 1);
}

async function measureHouse(house: House, options: Options, tools: Tools): Promise<void> {
  console.log(`Planting ${options.large} signatures …`);
  const small = await plantSignatures(house, SMALL_SLUG, SMALL);
  const large = await plantSignatures(house, LARGE_SLUG, options.large);
  await house.sql`vacuum analyze`;
  await house.sql`checkpoint`;
  const visitors = inviteVisitors(house.appUrl);
  const pgbench = tools.pgbench && { path: tools.pgbench, databaseUrl: house.databaseUrl, folder: house.folder };
  const ground: Ground = { house, options, visitors, pgbench: pgbench || null, small, large };
  const measure = process.argv.includes('log') ? measureLog : measureAll;
  const findings = await measure(ground, tools).finally(() => visitors.leave());
  const agrees = printReconciliations(findings.flatMap(({ reconciliations }) => reconciliations));
  printVerdicts(findings.flatMap(({ verdicts }) => verdicts));
  if (!agrees) throw new Hint('Answers and rows differ: what was accepted is not what is in the database.');
}

async function measureAll(ground: Ground, tools: Tools): Promise<Findings[]> {
  const findings = [await measureSigning(ground), await measureConfirming(ground)];
  if (tools.wrk) findings.push(...(await measurePages(ground, tools.wrk, tools.nginx)));
  findings.push(await measureDashboard(ground));
  return [...findings, { verdicts: [], reconciliations: await reconcileCounts(ground) }];
}

async function measurePages(ground: Ground, wrk: string, nginxPath: string | null): Promise<Findings[]> {
  const { folder, appUrl }: House = ground.house;
  const bare = await startBareServer(pageOf(appUrl, ground.large.slug), join(folder, 'bare'));
  try {
    const page = await measurePage(ground, wrk, bare);
    if (!nginxPath) return [page];
    const nginx = await startNginx(nginxPath, appUrl, join(folder, 'nginx'));
    return [page, await measureCache(ground, wrk, bare, nginx).finally(() => nginx.stop())];
  } finally {
    await bare.stop();
  }
}
