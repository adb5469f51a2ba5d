import './check-node.ts';
import { access, constants, mkdir } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '@/db/client.ts';
import { verifyAuditChain } from '../chronicle/chain.ts';
import { settings } from '../env.ts';
import { rootOf } from '../fault.ts';
import { petitionKeys } from '../keys/petition-keys.ts';
import { readReadiness } from '../readiness.ts';
import { lookAtDatabaseLog } from './doctor-database-log.ts';
import { machineNames } from './doctor-dns.ts';
import { type Finding, good } from './doctor-finding.ts';
import { lookAtLog } from './doctor-log.ts';
import { lookAtMail } from './doctor-mail.ts';
import { run } from './run.ts';

/** Looks at everything that signing stands on, and says what to do about what is wrong. */
run(async () => {
  const { APP_URL } = settings();
  const findings: Finding[] = [good(`The settings are complete; the site is ${APP_URL}`)];
  const looks = [
    lookAtDatabase,
    lookAtDatabaseLog,
    lookAtClock,
    lookAtKeys,
    lookAtCounts,
    lookAtLog,
    lookAtAudit,
    () => lookAtMail(machineNames()),
  ];
  for (const look of looks) findings.push(...[await look().catch(explainFault)].flat());
  for (const finding of findings) console.log(sentenceOf(finding));
  await closeDatabase();
  if (findings.some(({ advice }) => advice)) process.exitCode = 1;
});

function sentenceOf({ advice, unseen, what }: Finding): string {
  if (unseen) return `? ${what}`;
  return advice ? `✗ ${what}\n    ${advice}` : `✓ ${what}`;
}

function explainFault(fault: unknown): Finding {
  const what = `Something could not be looked at: ${rootOf(fault).message}`;
  return { what, advice: 'Mend what stands above this line first, then run the doctor again.' };
}

async function lookAtDatabase(): Promise<Finding> {
  const missing = await readReadiness();
  if (missing.includes('database')) {
    return {
      what: 'The database does not answer',
      advice: 'Check DATABASE_URL, and that PostgreSQL 15 or newer runs there.',
    };
  }
  if (missing.includes('schema')) {
    return {
      what: 'The database has an older schema',
      advice: 'Run "npm run db:migrate", or start the site, which does it.',
    };
  }
  if (missing.includes('worker')) {
    return {
      what: 'No worker has folded the counts for a minute',
      advice: 'Start the site without WORKER=off, or run "npm run worker".',
    };
  }
  return { what: 'The database answers, its schema is current, and a worker is at work', advice: null };
}

async function lookAtClock(): Promise<Finding> {
  const before = Date.now();
  const [row] = await database().execute<{ now: string }>(sql`select to_json(clock_timestamp())#>>'{}' as now`);
  const drift = Math.abs(Date.parse(row?.now ?? '') - (before + Date.now()) / 2);
  if (drift <= 5_000) return { what: 'This machine and the database agree on the time', advice: null };
  return {
    what: `This machine’s clock is ${Math.round(drift / 1000)} s away from the database’s`,
    advice: 'Let both take their time from the network (NTP). Expiry goes by the database’s clock.',
  };
}

async function lookAtKeys(): Promise<Finding> {
  const { KEY_DIR } = settings();
  await mkdir(KEY_DIR, { recursive: true, mode: 0o700 });
  const isWritable = await access(KEY_DIR, constants.W_OK | constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    return { what: 'KEY_DIR cannot be written', advice: `Make ${KEY_DIR} writable for this user alone (mode 700).` };
  const petitions = await database().execute<{ id: string; slug: string }>(
    sql`select id, slug from petitions p where published_at is not null and closed_at is null
      and not exists (select from key_destructions k where k.petition_id = p.id)`,
  );
  const lost: string[] = [];
  for (const { id, slug } of petitions) await petitionKeys(id).catch(() => lost.push(slug));
  if (lost.length === 0) return { what: 'Every open petition has its keys', advice: null };
  return {
    what: `These petitions have no keys that open: ${lost.join(', ')}`,
    advice: 'Restore KEY_DIR and APP_SECRET from where they are kept. Until then these petitions take no signature.',
  };
}

async function lookAtCounts(): Promise<Finding> {
  const rows = await database().execute<{ slug: string; shown: string; real: string }>(sql`
    select p.slug, coalesce(c.confirmed - c.withdrawn - c.invalidated, 0) as shown, r.real
    from petitions p left join petition_counts c on c.petition_id = p.id
    cross join lateral (
      select (select count(*) from signatures s where s.petition_id = p.id and s.withdrawn_on is null and s.invalidated_on is null)
        - (select coalesce(sum(confirmed - withdrawn - invalidated), 0) from count_changes x where x.petition_id = p.id) as real
    ) r
    where p.published_at is not null and coalesce(c.confirmed - c.withdrawn - c.invalidated, 0) <> r.real`);
  if (rows.length === 0) return { what: 'Every shown count equals a recount of its signatures', advice: null };
  const list = rows.map(({ real, shown, slug }) => `${slug} shows ${shown}, has ${real}`).join('; ');
  return {
    what: `Counts differ from a recount: ${list}`,
    advice: 'This must never happen. Keep a copy of the database and tell the developers.',
  };
}

async function lookAtAudit(): Promise<Finding> {
  const { brokenAt, whole } = await verifyAuditChain();
  if (!brokenAt) return { what: `The chain of the audit is whole (${whole} records)`, advice: null };
  return {
    what: `The chain of the audit is broken at record ${whole + 1}, of ${brokenAt.toISOString()}`,
    advice: 'Somebody changed or removed a record past the rules. Keep a copy of the database and find out who can.',
  };
}
