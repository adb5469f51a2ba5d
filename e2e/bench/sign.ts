import { signaturesPath } from '@/lib/urls.ts';
import type { House } from './house.ts';
import type { Options } from './options.ts';
import { type Pgbench, runPgbench } from './pgbench.ts';
import type { Field } from './plant.ts';
import type { Form, Visitors } from './post.ts';
import { type Contender, compare, costOf, type Run, rateOf, takeTurns } from './series.ts';
import { printRates, type Reconciliation, type Verdict } from './table.ts';

export interface Ground {
  readonly house: House;
  readonly options: Options;
  readonly visitors: Visitors;
  readonly pgbench: Pgbench | null;
  readonly small: Field;
  readonly large: Field;
}

export interface Findings {
  readonly verdicts: readonly Verdict[];
  readonly reconciliations: readonly Reconciliation[];
}

let visitor = 0;

/** Nobody signs twice: what an address costs at its second form is another question. */
const writeForms = (field: Field, count: number): Form[] =>
  Array.from({ length: count }, () => {
    visitor += 1;
    const answers = { name: `Visitor Number ${visitor}`, email: `visitor-${visitor}@example.org`, country: 'DE' };
    return { path: signaturesPath('en', field.slug), body: new URLSearchParams(answers).toString() };
  });

/** Row 1 and its part of row 5: forms that are accepted, against the same rows written by pgbench. */
export async function measureSigning(ground: Ground): Promise<Findings> {
  const { house, large, options, pgbench, small, visitors } = ground;
  const tally = { answered: 0, transactions: 0 };
  const post = (field: Field, count: number) => async (): Promise<Run> => {
    const run = await visitors.post(writeForms(field, count));
    tally.answered += run.done;
    return run;
  };
  await post(small, options.posts / 2)();
  await post(large, options.posts / 2)();
  const sizes = sampleSizes(house, small);
  const script = pgbench && { name: 'sign', sql: writeSignScript(small, await sizes) };
  const contenders: Record<string, Contender> = {
    small: { watched: house.watched, act: post(small, options.posts) },
    large: { watched: house.watched, act: post(large, options.posts) },
  };
  if (pgbench && script) {
    const act = async () => {
      const run = await runPgbench(pgbench, script, options.transactions);
      tally.transactions += run.done;
      return run;
    };
    contenders.pgbench = { watched: { ...house.watched, server: null }, act };
  }
  const { large: toLarge = [], pgbench: bare = [], small: toSmall = [] } = await takeTurns(options.rounds, contenders);
  const names = { [`next start, ${small.planted}`]: toSmall, [`next start, ${large.planted}`]: toLarge };
  printRates('Signatures accepted', bare.length > 0 ? { ...names, pgbench: bare } : names);
  const [rows] = await house.sql<{ attempts: number; letters: number }[]>`
    select (select count(*)::int from attempts) as attempts, (select count(*)::int from letters) as letters`;
  const answered = tally.answered + tally.transactions;
  const size: Verdict = {
    what: `signing with ${large.planted} signatures : ${small.planted}, cost`,
    measured: compare(toLarge, toSmall, costOf),
    aim: 1.2,
    direction: 'at most',
  };
  const speed: Verdict = {
    what: 'signatures accepted : pgbench',
    measured: rateOf(toLarge) / rateOf(bare),
    aim: 0.2,
    direction: 'at least',
  };
  return {
    verdicts: bare.length > 0 ? [speed, size] : [size],
    reconciliations: [
      { what: 'forms accepted, attempts', answered, written: rows?.attempts ?? 0 },
      { what: 'forms accepted, letters', answered, written: rows?.letters ?? 0 },
    ],
  };
}

interface Sizes {
  readonly attempt: number;
  readonly letter: number;
  readonly keyHour: number;
}

/** pgbench shall write columns of the sizes that the site writes. */
async function sampleSizes({ sql }: House, field: Field): Promise<Sizes> {
  const [sizes] = await sql<Sizes[]>`
    select max(length(a.sealed)) as attempt, max(length(l.sealed)) as letter, max(l.key_hour) as "keyHour"
    from attempts a, letters l where a.petition_id = ${field.petitionId} and l.petition_id = ${field.petitionId}
      and a.id in (select id from attempts limit 50) and l.id in (select id from letters limit 50)`;
  if (!sizes?.attempt) throw new Error('The first forms left no rows.');
  return sizes;
}

const bytes = (length: number) => `'\\x${'ab'.repeat(length)}'::bytea`;

const writeSignScript = ({ petitionId, versionId }: Field, { attempt, keyHour, letter }: Sizes): string =>
  `with attempted as (
    insert into attempts (id, petition_id, version_id, duplicate_key, slot, token_hash, sealed, posted_at)
    values (gen_random_uuid(), '${petitionId}', '${versionId}', sha256(uuid_send(gen_random_uuid())), 1,
      sha256(uuid_send(gen_random_uuid())), ${bytes(attempt)}, date_trunc('hour', now(), 'UTC'))
    returning petition_id
  ), counted as (
    insert into count_changes (petition_id, attempted) select petition_id, 1 from attempted
  )
  insert into letters (id, petition_id, kind, priority, key_hour, sealed)
  select gen_random_uuid(), petition_id, 'confirm-signature', 0, ${keyHour}, ${bytes(letter)} from attempted`;
