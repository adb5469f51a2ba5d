import './check-node.ts';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { settings } from '../env.ts';
import { isDatabaseAway } from '../fault.ts';
import { readLogHealth, troubleOf } from '../transparency/health.ts';
import { type RecoveryRefusal, recoverLog } from '../transparency/recover.ts';
import { folderSource, webSource } from '../transparency/tiles/source.ts';
import { findingOf } from './doctor-log.ts';
import { Hint, run } from './run.ts';

const USAGE = `Use it like this:
  npm run log -- status                          what the transparency log is called, how large it is, what holds it
  npm run log -- recover --from <folder or URL>  puts entries back that a restored database lacks`;

/** What the operator does about the transparency log, on the machine itself. */
run(async () => {
  settings();
  const [act, option, place, ...more] = process.argv.slice(2);
  const isRecovery = act === 'recover' && option === '--from' && place && more.length === 0;
  if (!isRecovery && (act !== 'status' || option)) throw new Hint(USAGE);
  await (isRecovery ? recover(place) : tellStatus())
    .catch((fault: unknown) => {
      throw isDatabaseAway(fault) ? new Hint('The database does not answer. Check DATABASE_URL.') : fault;
    })
    .finally(closeDatabase);
});

async function tellStatus(): Promise<void> {
  const health = await readLogHealth();
  const { origin, pending, publishedAt, publishedSize, size, vkey } = health;
  console.log(`Name: ${origin ?? 'none before the first entry'}`);
  console.log(`Key for verifiers: ${vkey ?? 'none before the first entry'}`);
  console.log(`Entries: ${size}; waiting: ${pending}`);
  console.log(`Published: ${publishedSize}${publishedAt ? `, at ${publishedAt.toISOString()}` : ''}`);
  if (pending === 0) await compareCounts();
  const trouble = troubleOf(health, await currentTime());
  if (!trouble) return;
  const { advice, what } = findingOf(trouble);
  throw new Hint(advice ? `${what}.\n${advice}` : what);
}

/** What a restored backup has lost stands in the log for good: it says so rather than hide it. */
async function compareCounts(): Promise<void> {
  const rows = await database().execute<{ slug: string; logged: string; real: string }>(sql`
    select p.slug, l.count as logged, r.real from log_petitions l join petitions p on p.id = l.petition_id
    cross join lateral (
      select count(*) as real from signatures s
      where s.petition_id = p.id and withdrawn_on is null and invalidated_on is null
    ) r
    where l.count <> r.real order by p.slug`);
  for (const { logged, real, slug } of rows) console.log(`${slug}: the log counts ${logged}, the site has ${real}.`);
  if (rows.length === 0) console.log('The log counts what the site has, for every petition.');
}

const refusals: Readonly<Partial<Record<RecoveryRefusal, string>>> = {
  'nothing-missing': 'The database has everything that was signed. There is nothing to recover.',
  'key-gone': 'The signing key of the log is not in KEY_DIR. Restore it first.',
  'entries-missing': 'This copy does not hold all entries that were signed. Try another one.',
  'other-root': 'With this copy’s entries the database would not become what was signed. Nothing was changed.',
};

async function recover(place: string): Promise<void> {
  const source = /^https?:\/\//.test(place) ? webSource(place) : folderSource(place);
  const recovery = await recoverLog(source);
  if (recovery.outcome !== 'recovered')
    throw new Hint(refusals[recovery.outcome] ?? `The copy’s checkpoint is refused: ${recovery.outcome}.`);
  console.log(`The entries from ${recovery.from} to ${recovery.to} are back, and lead to the root that was signed.`);
  console.log(
    'The worker goes on by itself. Signatures that the backup had lost stay in the log and are not on the site:',
  );
  console.log('"npm run log -- status" says how many.');
}
