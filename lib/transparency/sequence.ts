import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import type { LogFactKind } from '@/db/schema/log.ts';
import { warnOf } from '../journal.ts';
import type { Fact } from './append.ts';
import { judgeLog } from './guard.ts';
import { readLedger, writeEntries } from './sequence/ledger.ts';
import { numberFacts } from './sequence/number.ts';
import { lockState } from './sequence/state.ts';

/** Facts that get their place in one transaction. */
export const BATCH = 5_000;

interface PendingRow extends Record<string, unknown> {
  readonly id: string;
  readonly kind: LogFactKind;
  readonly petition: string;
  readonly code: number;
  readonly digest: Buffer | null;
}

type Waiting = Fact & { readonly id: string };

/**
 * Gives what waits its places in the log. Any number of processes may call it: the lock on the state's row lets one work,
 * and everything is written in one transaction or not at all. True when there may be more.
 */
export async function sequenceLog(): Promise<boolean> {
  const now = await currentTime();
  return database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = '30s'`);
    await tx.execute(sql`set local idle_in_transaction_session_timeout = '30s'`);
    await tx.execute(sql`set local synchronous_commit = on`);
    const state = await lockState(tx);
    if (!state || (await judgeLog(tx, state))) return false;
    const facts = await takePending(tx);
    if (facts.length === 0) return false;
    const ledger = await readLedger(tx, state, facts, now);
    const { early, entries, passedBy } = numberFacts(facts, ledger);
    if (entries.length > 0) await writeEntries(tx, state, entries, ledger);
    if (early.length > 0) await putBack(tx, facts, early);
    if (passedBy > 0) warnOf('the log was told what it knew already', { count: passedBy });
    return facts.length === BATCH && early.length === 0;
  });
}

/** The oldest of all that are committed and not locked; never "those after the last one seen", or some would be lost. */
async function takePending(tx: Transaction): Promise<Waiting[]> {
  const rows = await tx.execute<PendingRow>(sql`
    with taken as (
      delete from log_pending where id in (
        select id from log_pending order by id limit ${BATCH} for update skip locked
      ) returning *
    )
    select id::text, kind, petition_id as petition, code, digest from taken order by taken.id`);
  return [...rows];
}

/** Under the same ids: what came first stays first. */
async function putBack(tx: Transaction, facts: readonly Waiting[], early: readonly Fact[]): Promise<void> {
  const back = facts.filter((fact) => early.includes(fact));
  const rows = back.map((fact) => ({ ...fact, digest: fact.digest?.toString('hex') ?? null }));
  await tx.execute(sql`
    insert into log_pending (id, kind, petition_id, code, digest) overriding system value
    select id, kind, petition, code, decode(digest, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(id bigint, kind text, petition uuid, code smallint, digest text)`);
}
