import { foldCounts } from '@/lib/count/fold.ts';
import { prepareConfirmations, prepareForPgbench } from './attempts.ts';
import type { House } from './house.ts';
import { CLIENTS } from './options.ts';
import { runPgbench } from './pgbench.ts';
import type { Field } from './plant.ts';
import { type Contender, compare, costOf, type Run, rateOf, takeTurns } from './series.ts';
import type { Findings, Ground } from './sign.ts';
import { printRates, type Verdict } from './table.ts';

/** Row 2 and its part of row 5: links that are confirmed, against the same rows moved by pgbench. */
export async function measureConfirming(ground: Ground): Promise<Findings> {
  const { house, large, options, pgbench, small } = ground;
  const tally = { answered: 0, transactions: 0 };
  const contenders: Record<string, Contender> = {};
  for (const [name, field] of Object.entries({ small, large })) {
    const rounds = await prepareRounds(ground, field, tally);
    await rounds();
    contenders[name] = { watched: house.watched, act: rounds };
  }
  if (pgbench) {
    const next = await preparePgbenchRounds(ground, large);
    const act = async (): Promise<Run> => {
      const run = await runPgbench(pgbench, next(), options.transactions);
      tally.transactions += run.done;
      return run;
    };
    contenders.pgbench = { watched: { ...house.watched, server: null }, act };
  }
  await house.sql`vacuum analyze`;
  const { large: inLarge = [], pgbench: bare = [], small: inSmall = [] } = await takeTurns(options.rounds, contenders);
  const names = { [`next start, ${small.planted}`]: inSmall, [`next start, ${large.planted}`]: inLarge };
  printRates('Signatures confirmed', bare.length > 0 ? { ...names, pgbench: bare } : names);
  const size: Verdict = {
    what: `confirming with ${large.planted} signatures : ${small.planted}, cost`,
    measured: compare(inLarge, inSmall, costOf),
    aim: 1.2,
    direction: 'at most',
  };
  const speed: Verdict = {
    what: 'signatures confirmed : pgbench',
    measured: rateOf(inLarge) / rateOf(bare),
    aim: 0.2,
    direction: 'at least',
  };
  const written = await countSignatures(house, ground);
  return {
    verdicts: bare.length > 0 ? [speed, size] : [size],
    reconciliations: [{ what: 'links confirmed, signatures', answered: tally.answered + tally.transactions, written }],
  };
}

/** Each call confirms the links of one more round. */
async function prepareRounds({ house, options, visitors }: Ground, field: Field, tally: { answered: number }) {
  const forms = await prepareConfirmations(house, field, options.posts * (options.rounds + 1));
  return async (): Promise<Run> => {
    const run = await visitors.post(forms.splice(0, options.posts));
    tally.answered += run.done;
    return run;
  };
}

async function preparePgbenchRounds({ house, options }: Ground, field: Field) {
  const perRound = CLIENTS * options.transactions;
  for (let round = 0; round < options.rounds; round += 1) {
    await prepareForPgbench(house, field, round * perRound, options.transactions);
  }
  let base = -perRound;
  return () => {
    base += perRound;
    return { name: 'confirm', sql: writeConfirmScript(options.transactions), variables: { base, n: 0 } };
  };
}

const writeConfirmScript = (transactions: number): string =>
  `\\set n :n + 1
\\set key :base + :client_id * ${transactions} + :n
with ended as (
  delete from attempts where token_hash = sha256(int8send(:key)) returning *
), signed as (
  insert into signatures (id, petition_id, version_id, duplicate_key, token_hash, sealed, partner_id, share_code, confirmed_on)
  select id, petition_id, version_id, duplicate_key, token_hash, '\\x${'ab'.repeat(96)}'::bytea, partner_id, share_code, current_date
  from ended returning petition_id, partner_id, share_code
)
insert into count_changes (petition_id, partner_id, share_code, country, confirmed)
select petition_id, partner_id, share_code, 'DE', 1 from signed`;

/** Signatures that came since the fields were planted. */
async function countSignatures({ sql }: House, { large, small }: Ground): Promise<number> {
  const [row] = await sql<{ signatures: number }[]>`select count(*)::int as signatures from signatures`;
  return (row?.signatures ?? 0) - small.planted - large.planted;
}

/** After the last fold a petition's count is its rows: no drift. */
export async function reconcileCounts({ house, large, small }: Ground): Promise<Findings['reconciliations']> {
  // Null says that the worker's own fold is under way; the next one takes what it left.
  while ((await foldCounts()) === null) await new Promise((resolve) => setTimeout(resolve, 20));
  const rows = await house.sql<{ slug: string; count: number; rows: number; waiting: number }[]>`
    select p.slug, (c.confirmed - c.withdrawn - c.invalidated)::int as count,
      (select count(*)::int from signatures s where s.petition_id = p.id) as rows,
      (select count(*)::int from count_changes) as waiting
    from petitions p join petition_counts c on c.petition_id = p.id where p.slug in (${small.slug}, ${large.slug}) order by 1`;
  return rows.map(({ count, rows: written, slug, waiting }) => ({
    what: `count after the fold, signatures of ${slug}`,
    answered: count + waiting,
    written,
  }));
}
