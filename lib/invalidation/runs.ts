import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { type AuditAct, recordAudit } from '../audit.ts';
import { dataKeys } from '../keys/petition-keys.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import type { RunWish } from './fields.ts';
import { isEnded, isUndoable, type Run, sealPattern } from './stage.ts';

const { invalidationRuns: runs } = schema;

/** Writes down what to look for. The worker looks; nothing leaves the count before a member has seen what was found. */
export async function startRun(member: Member, petition: TeamPetition, wish: RunWish, now: Date): Promise<string> {
  const id = randomUUID();
  const sealedPattern = sealPattern(await dataKeys(petition.id), id, wish.pattern);
  await database().transaction(async (tx) => {
    const [run] = await tx
      .insert(runs)
      .values({
        id,
        petitionId: petition.id,
        sealedPattern,
        reason: wish.reason,
        startedBy: member.accountId,
        createdAt: now,
      })
      .returning();
    if (run) await audit(tx, member, run, 'invalidation-looked', now);
  });
  return id;
}

export type BeginOutcome = 'begun' | 'not-ready' | 'unknown';

/** Lets the worker take what was found out of the count. */
export async function beginRun(
  member: Member,
  petition: TeamPetition,
  runId: string,
  now: Date,
): Promise<BeginOutcome> {
  return database().transaction(async (tx) => {
    const run = await holdRun(tx, petition, runId);
    if (!run) return 'unknown';
    if (!run.lookedAt || run.begunAt || run.cancelledAt || run.found === 0) return 'not-ready';
    await tx.update(runs).set({ begunAt: now }).where(eq(runs.id, run.id));
    await audit(tx, member, run, 'invalidation-begun', now, run.found);
    return 'begun';
  });
}

export type CancelOutcome = 'cancelled' | 'too-late' | 'unknown';

/** Stops a run at whatever stage. What it took out by then stays out until it is undone. */
export async function cancelRun(
  member: Member,
  petition: TeamPetition,
  runId: string,
  now: Date,
): Promise<CancelOutcome> {
  return database().transaction(async (tx) => {
    const run = await holdRun(tx, petition, runId);
    if (!run) return 'unknown';
    if (isEnded(run)) return 'too-late';
    await tx.update(runs).set({ cancelledAt: now }).where(eq(runs.id, run.id));
    await audit(tx, member, run, 'invalidation-cancelled', now, run.done);
    return 'cancelled';
  });
}

export type UndoOutcome = 'undoing' | 'not-possible' | 'unknown';

/** Lets the worker bring back what this run took out and nobody withdrew since. */
export async function undoRun(member: Member, petition: TeamPetition, runId: string, now: Date): Promise<UndoOutcome> {
  return database().transaction(async (tx) => {
    const run = await holdRun(tx, petition, runId);
    if (!run) return 'unknown';
    if (!isUndoable(run, now)) return 'not-possible';
    await tx.update(runs).set({ undoBegunAt: now }).where(eq(runs.id, run.id));
    await audit(tx, member, run, 'invalidation-undone', now, run.done);
    return 'undoing';
  });
}

/** The row's lock waits for the worker's portion and keeps the next one waiting. */
async function holdRun(tx: Transaction, petition: TeamPetition, runId: string): Promise<Run | null> {
  const [run] = await tx
    .select()
    .from(runs)
    .where(and(eq(sql`${runs.id}::text`, runId), eq(runs.petitionId, petition.id)))
    .for('update');
  return run ?? null;
}

function audit(tx: Transaction, member: Member, run: Run, act: AuditAct, now: Date, size?: number): Promise<void> {
  const subject = {
    petition: run.petitionId,
    run: run.id,
    reason: run.reason,
    ...(size === undefined ? {} : { signatures: size }),
  };
  return recordAudit(tx, { actor: member.accountId, act, subject, coalitionId: member.coalition.id }, now);
}

const PORTION = 500;

/**
 * Deletes what was looked for and who was found, 90 days after a run ended or was left lying. Then it can no longer be
 * undone. Answers how much was deleted; call again until it is 0.
 */
export async function forgetOldRuns(): Promise<number> {
  const old = sql`coalesce(${runs.undoneAt}, ${runs.finishedAt}, ${runs.cancelledAt}, ${runs.lookedAt}, ${runs.createdAt})
    <= now() - interval '90 days'`;
  const isResting = or(
    isNotNull(runs.undoneAt),
    and(isNull(runs.undoBegunAt), or(isNull(runs.begunAt), isNotNull(runs.finishedAt), isNotNull(runs.cancelledAt))),
  );
  return database().transaction(async (tx) => {
    const due = await tx
      .update(runs)
      .set({
        cancelledAt: sql`case when ${runs.begunAt} is null then coalesce(${runs.cancelledAt}, now()) else ${runs.cancelledAt} end`,
      })
      .where(and(old, isResting, sql`length(${runs.sealedPattern}) > 0`))
      .returning({ id: runs.id });
    if (due.length === 0) return 0;
    const ids = due.map(({ id }) => id);
    const gone = await tx.execute(sql`
      delete from invalidation_finds where (run_id, signature_id) in (
        select run_id, signature_id from invalidation_finds
        where run_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::uuid) limit ${PORTION}
      ) returning 1`);
    if (gone.length < PORTION) {
      await tx
        .update(runs)
        .set({ sealedPattern: Buffer.alloc(0) })
        .where(inArray(runs.id, ids));
    }
    return gone.length + (gone.length < PORTION ? due.length : 0);
  });
}
