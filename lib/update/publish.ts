import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { type AuditAct, recordAudit } from '../audit.ts';
import type { Member } from '../team/members.ts';
import { type Lack, lackOf } from './fields.ts';

const { campaigns, petitions, updates, updateSendings, updateTexts } = schema;

export type PublishUpdateOutcome = 'published' | 'already-published' | 'petition-not-published' | 'gone' | Lack;

/**
 * Publishes an update and gives it its number, in the order of publication. Its letters are queued for those who
 * asked for them; sending them is the sender's work.
 */
export async function publishUpdate(id: string, { accountId }: Member, now: Date): Promise<PublishUpdateOutcome> {
  return database().transaction((tx) => publishIn(tx, id, accountId, now));
}

async function publishIn(tx: Transaction, id: string, actor: string, now: Date): Promise<PublishUpdateOutcome> {
  const found = await lockUpdate(tx, id);
  if (!found) return 'gone';
  const { coalitionId, petition, texts, update } = found;
  if (update.publishedAt) return 'already-published';
  if (!petition.publishedAt) return 'petition-not-published';
  const lack = lackOf(texts);
  if (lack) return lack;
  const [last] = await tx
    .select({ number: sql<number>`coalesce(max(${updates.number}), 0)::int` })
    .from(updates)
    .where(eq(updates.petitionId, petition.id));
  const number = (last?.number ?? 0) + 1;
  await tx.update(updates).set({ number, publishedAt: now, scheduledFor: null }).where(eq(updates.id, id));
  if (update.sendsLetters) await tx.insert(updateSendings).values({ updateId: id, queuedAt: now });
  const subject = { petition: petition.id, slug: petition.slug, update: id, number };
  await recordAudit(tx, { actor, act: 'update-published', subject, coalitionId }, now);
  return 'published';
}

/** The update and then its petition, whose lock hands out the numbers one after the other. */
async function lockUpdate(tx: Transaction, id: string) {
  const [update] = await tx.select().from(updates).where(eq(updates.id, id)).for('update');
  if (!update) return null;
  const [petition] = await tx.select().from(petitions).where(eq(petitions.id, update.petitionId)).for('update');
  const [campaign] = await tx
    .select({ coalitionId: campaigns.coalitionId })
    .from(campaigns)
    .where(eq(campaigns.id, petition?.campaignId ?? ''));
  if (!petition || !campaign) throw new Error('An update has no petition.');
  const rows = await tx.select().from(updateTexts).where(eq(updateTexts.updateId, id));
  const texts = Object.fromEntries(rows.map(({ body, language, title }) => [language, { title, body }]));
  return { update, petition, texts, coalitionId: campaign.coalitionId };
}

export type ScheduleUpdateOutcome = 'scheduled' | 'past' | Exclude<PublishUpdateOutcome, 'published'>;

/** From now until its time, or until the schedule is taken back, its words stand still. */
export async function scheduleUpdate(
  id: string,
  member: Member,
  { at, now }: { readonly at: Date; readonly now: Date },
): Promise<ScheduleUpdateOutcome> {
  if (at <= now) return 'past';
  return database().transaction(async (tx) => {
    const found = await lockUpdate(tx, id);
    if (!found) return 'gone';
    if (found.update.publishedAt) return 'already-published';
    if (!found.petition.publishedAt) return 'petition-not-published';
    const lack = lackOf(found.texts);
    if (lack) return lack;
    await tx.update(updates).set({ scheduledFor: at }).where(eq(updates.id, id));
    await recordPlan(tx, 'update-scheduled', found.petition, member, { update: id, at: at.toISOString() }, now);
    return 'scheduled';
  });
}

export type UnscheduleUpdateOutcome = 'unscheduled' | 'not-scheduled';

export async function unscheduleUpdate(id: string, member: Member, now: Date): Promise<UnscheduleUpdateOutcome> {
  return database().transaction(async (tx) => {
    const found = await lockUpdate(tx, id);
    if (!found?.update.scheduledFor || found.update.publishedAt) return 'not-scheduled';
    await tx.update(updates).set({ scheduledFor: null }).where(eq(updates.id, id));
    await recordPlan(tx, 'update-unscheduled', found.petition, member, { update: id }, now);
    return 'unscheduled';
  });
}

async function recordPlan(
  tx: Transaction,
  act: AuditAct,
  { id, slug }: { readonly id: string; readonly slug: string },
  { accountId, coalition }: Member,
  more: { readonly [name: string]: string },
  now: Date,
): Promise<void> {
  const subject = { petition: id, slug, ...more };
  await recordAudit(tx, { actor: accountId, act, subject, coalitionId: coalition.id }, now);
}

/** Publishes every update whose time has come, the earliest first. Answers how many were due. */
export async function publishDueUpdates(now: Date): Promise<number> {
  const due = await database()
    .select({ id: updates.id })
    .from(updates)
    .where(and(isNull(updates.publishedAt), lte(updates.scheduledFor, now)))
    .orderBy(asc(updates.scheduledFor), asc(updates.id));
  for (const { id } of due) {
    await database().transaction(async (tx) => {
      const [row] = await tx.select().from(updates).where(eq(updates.id, id)).for('update');
      // Taken back or moved meanwhile.
      if (row?.scheduledFor && row.scheduledFor <= now) await publishIn(tx, id, 'worker', now);
    });
  }
  return due.length;
}
