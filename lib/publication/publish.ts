import { and, asc, eq, isNotNull, lte } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { copyCards } from '../draft/cards.ts';
import { lockPetition, type PublishOutcome, publishVersionIn } from '../petition/publish.ts';
import { makeMissingLinks } from '../petition/share-links.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import type { TeamVersion } from './read.ts';

const { petitions, petitionVersions } = schema;

/** Publishes a version now. Of two who press at once, one publishes and the other hears that it is done. */
export async function publishNow(version: TeamVersion, member: Member, now: Date): Promise<PublishOutcome> {
  return database().transaction((tx) => publishIn(tx, version.id, member.accountId, now));
}

async function publishIn(tx: Transaction, versionId: string, actor: string, now: Date): Promise<PublishOutcome> {
  const outcome = await publishVersionIn(tx, versionId, actor, now);
  if (outcome !== 'published') return outcome;
  const [published] = await tx.select().from(petitionVersions).where(eq(petitionVersions.id, versionId));
  if (!published) throw new Error('A published version is gone.');
  await copyCards(tx, published.petitionId);
  await makeMissingLinks(tx, published.petitionId);
  await endOvertakenSchedule(tx, published);
  return outcome;
}

type PublishedRow = typeof petitionVersions.$inferSelect;

/** A schedule for this version, or for an earlier one, has nothing left to do. */
async function endOvertakenSchedule(tx: Transaction, published: PublishedRow): Promise<void> {
  const [row] = await tx
    .select({ version: petitionVersions.version })
    .from(petitions)
    .innerJoin(petitionVersions, eq(petitionVersions.id, petitions.scheduledVersionId))
    .where(eq(petitions.id, published.petitionId));
  if (row && row.version <= published.version) await clearSchedule(tx, published.petitionId);
}

const clearSchedule = (tx: Transaction, petitionId: string) =>
  tx
    .update(petitions)
    .set({ scheduledVersionId: null, scheduledFor: null, scheduledBy: null })
    .where(eq(petitions.id, petitionId));

export type ScheduleOutcome = 'scheduled' | 'past' | 'already-published';

/** Whether the rule is met is asked again when the time comes: a partner may leave, or the lead may still endorse. */
export async function schedulePublication(
  version: TeamVersion,
  petition: TeamPetition,
  member: Member,
  { at, now }: { readonly at: Date; readonly now: Date },
): Promise<ScheduleOutcome> {
  if (at <= now) return 'past';
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(petitionVersions).where(eq(petitionVersions.id, version.id)).for('update');
    if (!row || row.publishedAt) return 'already-published';
    const schedule = { scheduledVersionId: row.id, scheduledFor: at, scheduledBy: member.accountId };
    await tx.update(petitions).set(schedule).where(eq(petitions.id, petition.id));
    await recordAudit(tx, auditOf(petition, member, 'publication-scheduled', row.version, at), now);
    return 'scheduled';
  });
}

export type UnscheduleOutcome = 'unscheduled' | 'not-scheduled';

export async function unschedulePublication(
  version: TeamVersion,
  petition: TeamPetition,
  member: Member,
  now: Date,
): Promise<UnscheduleOutcome> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(petitions).where(eq(petitions.id, petition.id)).for('update');
    if (row?.scheduledVersionId !== version.id) return 'not-scheduled';
    await clearSchedule(tx, petition.id);
    await recordAudit(tx, auditOf(petition, member, 'publication-unscheduled', version.version), now);
    return 'unscheduled';
  });
}

function auditOf(
  { id, slug }: TeamPetition,
  { accountId, coalition }: Member,
  act: 'publication-scheduled' | 'publication-unscheduled',
  version: number,
  at?: Date,
) {
  const subject = { petition: id, slug, version, ...(at ? { at: at.toISOString() } : {}) };
  return { actor: accountId, act, subject, coalitionId: coalition.id };
}

/**
 * Publishes every version whose time has come. Where the rule is no longer met, the schedule ends and the audit says
 * so. One that fails for another reason holds none of the others up and is tried again. Answers how many were due.
 */
export async function publishDueVersions(now: Date): Promise<number> {
  const due = await database()
    .select({ petitionId: petitions.id, versionId: petitions.scheduledVersionId })
    .from(petitions)
    .where(and(isNotNull(petitions.scheduledVersionId), lte(petitions.scheduledFor, now)))
    .orderBy(asc(petitions.scheduledFor));
  const runs: PromiseSettledResult<void>[] = [];
  for (const { petitionId, versionId } of due) {
    if (versionId) runs.push(...(await Promise.allSettled([publishDue(petitionId, versionId, now)])));
  }
  const failed = runs.find((run) => run.status === 'rejected');
  if (failed) throw failed.reason;
  return due.length;
}

async function publishDue(petitionId: string, versionId: string, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    // The version first and the petition second, as everybody locks them.
    const [version] = await tx.select().from(petitionVersions).where(eq(petitionVersions.id, versionId)).for('update');
    const { campaign, petition } = await lockPetition(tx, petitionId);
    const at = petition.scheduledFor;
    // Taken back, moved, or done by another worker meanwhile.
    if (!at || at > now || petition.scheduledVersionId !== versionId) return;
    const outcome = version ? await publishIn(tx, versionId, 'worker', now) : 'no-text';
    if (outcome === 'published') return;
    await clearSchedule(tx, petitionId);
    if (outcome === 'already-published') return;
    const subject = { petition: petitionId, slug: petition.slug, version: version?.version ?? 0, because: outcome };
    const { coalitionId } = campaign;
    await recordAudit(tx, { actor: 'worker', act: 'publication-missed', subject, coalitionId }, now);
  });
}
