import { and, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { recordAudit } from '../audit.ts';
import { dataKeys } from '../keys/petition-keys.ts';
import { applyBatch, BATCH, undoBatch } from './batches.ts';
import { needsOpening } from './pattern.ts';
import { scanPortion } from './scan.ts';
import { openPattern, type Run, stageOf } from './stage.ts';

const { invalidationRuns: runs } = schema;

/** How many signatures are looked through in one transaction, where they must be opened and where they need not. */
const [OPENED, READ] = [5_000, 10_000];

/**
 * Does one portion of one run: all of it is written or none, and the run remembers how far it came. The lock on the
 * run's row is the worker's lease: another worker skips the run, and a worker that was killed lets go of it at once.
 * True when there may be more to do.
 */
export async function workOnRuns(): Promise<boolean> {
  const now = await currentTime();
  return database().transaction(async (tx) => {
    // A worker whose line hangs must not hold its run for ever.
    await tx.execute(sql`set local idle_in_transaction_session_timeout = '20s'`);
    const run = await takeRun(tx);
    if (!run) return false;
    switch (stageOf(run)) {
      case 'looking':
        await lookOn(tx, run, now);
        break;
      case 'applying':
        await applyOn(tx, run, now);
        break;
      case 'undoing':
        await undoOn(tx, run, now);
        break;
      default:
    }
    return true;
  });
}

async function takeRun(tx: Transaction): Promise<Run | null> {
  const isOpen = and(isNull(runs.cancelledAt), isNull(runs.finishedAt));
  const isUndoing = and(isNotNull(runs.undoBegunAt), isNull(runs.undoneAt));
  const waits = or(and(isOpen, or(isNull(runs.lookedAt), isNotNull(runs.begunAt))), isUndoing);
  const [run] = await tx
    .select()
    .from(runs)
    .where(waits)
    // In no order: a run that cannot go on, because its keys are away, must not hold up the others.
    .orderBy(sql`random()`)
    .limit(1)
    .for('update', { skipLocked: true });
  return run ?? null;
}

async function lookOn(tx: Transaction, run: Run, now: Date): Promise<void> {
  const keys = await dataKeys(run.petitionId);
  const pattern = openPattern(keys, run);
  if (!pattern) throw new Error('A run that still looks has no pattern.');
  const scan = { petitionId: run.petitionId, keys, pattern, state: 'counted' as const };
  const rows = needsOpening(pattern) ? OPENED : READ;
  const portion = await scanPortion(tx, scan, run.cursor ?? Buffer.alloc(0), rows);
  const ids = portion.matches.map(({ id }) => id);
  const found = await tx.execute(sql`
    insert into invalidation_finds (run_id, signature_id)
    select ${run.id}::uuid, id::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) as found(id)
    on conflict do nothing returning 1`);
  await tx
    .update(runs)
    .set({
      cursor: portion.last,
      looked: run.looked + portion.looked,
      found: run.found + found.length,
      ...(portion.isEnd ? { lookedAt: now } : {}),
    })
    .where(eq(runs.id, run.id));
}

async function applyOn(tx: Transaction, run: Run, now: Date): Promise<void> {
  const { applied, met } = await applyBatch(tx, run);
  const done = run.done + applied;
  const isEnd = met < BATCH;
  await tx
    .update(runs)
    .set({ done, ...(isEnd ? { finishedAt: now } : {}) })
    .where(eq(runs.id, run.id));
  if (isEnd) await auditEnd(tx, run, done, now);
}

async function undoOn(tx: Transaction, run: Run, now: Date): Promise<void> {
  const { met } = await undoBatch(tx, run);
  if (met < BATCH) await tx.update(runs).set({ undoneAt: now }).where(eq(runs.id, run.id));
}

/** The worker ends what a person began, and whose act it stays. */
async function auditEnd(tx: Transaction, run: Run, done: number, now: Date): Promise<void> {
  const [place] = await tx
    .select({ coalitionId: schema.campaigns.coalitionId })
    .from(schema.petitions)
    .innerJoin(schema.campaigns, eq(schema.campaigns.id, schema.petitions.campaignId))
    .where(eq(schema.petitions.id, run.petitionId));
  const subject = { petition: run.petitionId, run: run.id, reason: run.reason, signatures: done };
  const record = { actor: run.startedBy, subject, coalitionId: place?.coalitionId ?? null };
  await recordAudit(tx, { ...record, act: 'invalidation-finished' }, now);
}
