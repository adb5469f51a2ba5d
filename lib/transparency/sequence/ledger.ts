import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import { leafHash } from '@/lib/log/merkle/hash.ts';
import { appendLeaves } from '@/lib/log/merkle/right-edge.ts';
import { toHex } from '@/lib/log/text.ts';
import type { Fact } from '../append.ts';
import type { KnownSign, Ledger, Tally } from './number.ts';
import { type LogState, moveState } from './state.ts';

/** What the log says of the petitions and commitments that these facts speak of. */
export async function readLedger(
  tx: Transaction,
  { hour, size }: LogState,
  facts: readonly Fact[],
  now: Date,
): Promise<Ledger> {
  return {
    size,
    // An hour never decreases, whatever the clock does.
    hour: Math.max(hour, Math.floor(now.getTime() / 3_600_000)),
    tallies: await readTallies(tx, [...new Set(facts.map(({ petition }) => petition))]),
    signs: await readSigns(tx, [...new Set(facts.flatMap(({ digest }) => (digest ? [toHex(digest)] : [])))]),
  };
}

interface TallyRow extends Record<string, unknown> {
  readonly petition_id: string;
  readonly next_event: string;
  readonly count: string;
  readonly text_version: number;
  readonly is_closed: boolean;
}

async function readTallies(tx: Transaction, petitions: readonly string[]): Promise<Map<string, Tally>> {
  const rows = await tx.execute<TallyRow>(sql`
    select * from log_petitions
    where petition_id in (select jsonb_array_elements_text(${JSON.stringify(petitions)}::text::jsonb)::uuid)`);
  return new Map(
    rows.map((row) => [
      row.petition_id,
      {
        nextEvent: Number(row.next_event),
        count: Number(row.count),
        textVersion: row.text_version,
        isClosed: row.is_closed,
      },
    ]),
  );
}

/** The newest SIGN entry of each commitment that has one. */
async function readSigns(tx: Transaction, commitments: readonly string[]): Promise<Map<string, KnownSign>> {
  const rows = await tx.execute<{ digest: string; idx: string; removed: boolean }>(sql`
    select asked.digest, found.idx::text, exists (
      select from log_entries r
      where get_byte(r.entry, 1) in (3, 4) and substring(r.entry from 33 for 8) = int8send(found.idx)
    ) as removed
    from jsonb_array_elements_text(${JSON.stringify(commitments)}::text::jsonb) as asked(digest)
    cross join lateral (
      select e.idx from log_entries e
      where get_byte(e.entry, 1) = 2 and substring(e.entry from 41 for 32) = decode(asked.digest, 'hex')
      -- "+ 0": by the commitments' index, never backwards through the whole log.
      order by e.idx + 0 desc limit 1
    ) found`);
  return new Map(rows.map(({ digest, idx, removed }) => [digest, { index: BigInt(idx), isActive: !removed }]));
}

/** Puts entries at the end of the log, and the ledger's tallies with them. Answers the state after. */
export async function writeEntries(
  tx: Transaction,
  state: LogState,
  entries: readonly Uint8Array[],
  { hour, tallies }: Pick<Ledger, 'hour' | 'tallies'>,
): Promise<LogState> {
  const hex = JSON.stringify(entries.map((entry) => toHex(entry)));
  await tx.execute(sql`
    insert into log_entries (idx, entry)
    select ${String(state.size)}::bigint + n - 1, decode(entry, 'hex')
    from jsonb_array_elements_text(${hex}::text::jsonb) with ordinality as r(entry, n)`);
  const rows = [...tallies].map(([petition, tally]) => ({ petition, ...tally }));
  await tx.execute(sql`
    insert into log_petitions as p (petition_id, next_event, count, text_version, is_closed)
    select petition, "nextEvent", count, "textVersion", "isClosed"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(petition uuid, "nextEvent" bigint, count bigint, "textVersion" smallint, "isClosed" boolean)
    on conflict (petition_id) do update set next_event = excluded.next_event, count = excluded.count,
      text_version = greatest(p.text_version, excluded.text_version), is_closed = p.is_closed or excluded.is_closed`);
  return moveState(tx, state, appendLeaves(state.edge, entries.map(leafHash)), hour);
}
