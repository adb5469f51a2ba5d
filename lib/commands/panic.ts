import './check-node.ts';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { settings } from '../env.ts';
import { isDatabaseAway } from '../fault.ts';
import { destroyKeys } from '../retention/destroy.ts';
import { destroyEverything, destroyFilesAlone, stopIntake } from '../retention/panic.ts';
import { Hint, run } from './run.ts';

const USAGE = `Use it like this. Nothing is asked again; keys do not come back.
  npm run panic -- --stop-intake                 no coalition of the site takes signatures
  npm run panic -- --destroy-keys <slug>         nobody can ever read one petition's signers
  npm run panic -- --destroy-keys --all          nor anybody else's`;

/** For the hour of a raid. */
run(async () => {
  settings();
  const { all, intake, keys, slugs } = readCommandLine();
  const began = performance.now();
  if (intake) await say(stopIntake, (count) => `Signing is paused; ${count} coalitions took signatures until now.`);
  if (keys && all) await destroyAll();
  else if (keys) await destroyOne(slugs[0] ?? '');
  console.log(`Done in ${((performance.now() - began) / 1_000).toFixed(1)} s. The record stands in the audit.`);
  await closeDatabase();
});

function readCommandLine() {
  const flag = { type: 'boolean', default: false } as const;
  const options = { 'stop-intake': flag, 'destroy-keys': flag, all: flag };
  try {
    const { positionals, values } = parseArgs({ args: process.argv.slice(2), allowPositionals: true, options });
    const { all, 'destroy-keys': keys, 'stop-intake': intake } = values;
    const isClear = (intake || keys) && positionals.length === (keys && !all ? 1 : 0) && (keys || !all);
    if (!isClear) throw new Error('Say what is to be done.');
    return { all, intake, keys, slugs: positionals };
  } catch (fault) {
    throw new Hint(`${fault instanceof Error ? fault.message : fault}\n${USAGE}`);
  }
}

async function say<T>(act: (now: Date) => Promise<T>, sentence: (outcome: T) => string): Promise<void> {
  console.log(sentence(await act(await currentTime())));
}

async function destroyAll(): Promise<void> {
  await say(
    destroyEverything,
    (count) => `The keys of ${count} petitions are destroyed, with those of all letters.`,
  ).catch(async (fault: unknown) => {
    if (!isDatabaseAway(fault)) throw fault;
    const ids = await destroyFilesAlone(new Date());
    console.log(`The database does not answer. The key files of ${ids.length} petitions are destroyed all the same;`);
    console.log('the next start writes the record. Keep the folder "erasures" of DATA_DIR.');
  });
}

async function destroyOne(slug: string): Promise<void> {
  const [petition] = await database().execute<{ id: string }>(sql`
    select id from petitions where slug = ${slug} and published_at is not null`);
  if (!petition) throw new Hint(`There is no published petition "${slug}".`);
  const decision = { petitionIds: [petition.id], cause: 'operator', actor: 'command' } as const;
  await say(
    (now) => destroyKeys(decision, now),
    ({ length }) =>
      length > 0 ? `The keys of "${slug}" are destroyed.` : `The keys of "${slug}" were destroyed before.`,
  );
}
