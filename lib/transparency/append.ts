import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client.ts';
import type { LogFactKind } from '@/db/schema/log.ts';

/** What is to stand in the log. It gets its place within about a second (sequence.ts). */
export interface Fact {
  readonly kind: LogFactKind;
  readonly petition: string;
  /** As in the entry (lib/log/README.md). */
  readonly code: number;
  /** Sign, withdraw, invalidate: the commitment. Petition, audit: a SHA-256. Close: null. */
  readonly digest: Buffer | null;
}

/** Writes facts down for the log, in the transaction that makes them true. */
export async function appendFacts(tx: Pick<Transaction, 'execute'>, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => ({ ...fact, digest: fact.digest?.toString('hex') ?? null }));
  await tx.execute(sql`
    insert into log_pending (kind, petition_id, code, digest)
    select kind, petition, code, decode(digest, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(kind text, petition uuid, code smallint, digest text)`);
}

/**
 * Tells the log that a counted signature was taken back. One that still waits for its place is never logged at all; the
 * sequencer passes by rows that are locked here, and a row that it has taken is waited for.
 */
export async function appendWithdrawal(tx: Transaction, petition: string, commitment: Buffer): Promise<void> {
  const digest = commitment.toString('hex');
  // While the log is held it may lack what was published before: then a signature that waits may stand in it already.
  const forgotten = await tx.execute(sql`
    delete from log_pending p where kind = 'sign' and digest = decode(${digest}, 'hex')
      and not exists (select from log_pending o where o.digest = p.digest and o.kind <> 'sign')
      and not exists (select from log_state where hold is not null)
    returning 1`);
  if (forgotten.length === 0) await appendFacts(tx, [{ kind: 'withdraw', petition, code: 0, digest: commitment }]);
}
