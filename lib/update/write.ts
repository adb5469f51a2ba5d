import { and, eq, isNull, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { locales } from '../i18n/locales.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import type { TypedUpdate } from './fields.ts';

const { updates, updateTexts } = schema;

/** A new update that nobody sees yet; its id. */
export async function createUpdate(petition: TeamPetition, member: Member, now: Date): Promise<string> {
  return database().transaction(async (tx) => {
    const [row] = await tx.insert(updates).values({ petitionId: petition.id, createdAt: now }).returning();
    if (!row) throw new Error('The update was not written.');
    const subject = { petition: petition.id, slug: petition.slug, update: row.id };
    await recordAudit(
      tx,
      { actor: member.accountId, act: 'update-created', subject, coalitionId: member.coalition.id },
      now,
    );
    return row.id;
  });
}

/** `stale`: somebody saved since this writer opened it. `fixed`: it is published, or waits for its time. */
export type SaveOutcome = 'saved' | 'stale' | 'fixed' | 'gone';

/** Saves a draft, as far as it is written. Nobody's words are overwritten unseen. */
export async function saveUpdate(id: string, typed: TypedUpdate): Promise<SaveOutcome> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(updates).where(eq(updates.id, id)).for('update');
    if (!row) return 'gone';
    if (row.publishedAt || row.scheduledFor) return 'fixed';
    if (row.revision !== typed.revision) return 'stale';
    await tx
      .update(updates)
      .set({ revision: sql`${updates.revision} + 1`, sendsLetters: typed.sendsLetters })
      .where(eq(updates.id, id));
    await writeTexts(tx, id, typed);
    return 'saved';
  });
}

async function writeTexts(tx: Transaction, updateId: string, { texts }: TypedUpdate): Promise<void> {
  await tx.delete(updateTexts).where(eq(updateTexts.updateId, updateId));
  const begun = locales.filter((language) => texts[language].title !== '' || texts[language].body.trim() !== '');
  if (begun.length === 0) return;
  await tx.insert(updateTexts).values(begun.map((language) => ({ updateId, language, ...texts[language] })));
}

export type RemoveOutcome = 'removed' | 'published' | 'gone';

/** Throws a draft away. What is published stays. */
export async function removeUpdate(
  id: string,
  petition: TeamPetition,
  member: Member,
  now: Date,
): Promise<RemoveOutcome> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(updates).where(eq(updates.id, id)).for('update');
    if (!row) return 'gone';
    if (row.publishedAt) return 'published';
    await tx.delete(updateTexts).where(eq(updateTexts.updateId, id));
    await tx.delete(updates).where(and(eq(updates.id, id), isNull(updates.publishedAt)));
    const subject = { petition: petition.id, slug: petition.slug, update: id };
    const { coalition } = member;
    await recordAudit(tx, { actor: member.accountId, act: 'update-removed', subject, coalitionId: coalition.id }, now);
    return 'removed';
  });
}
