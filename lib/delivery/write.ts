import { eq } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { type AuditAct, recordAudit } from '../audit.ts';
import { mergeText } from '../coalition/fields.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { type DeliveryTexts, markOfDelivery } from './fields.ts';
import { holdDelivery, listPacks } from './read.ts';

const { deliveries } = schema;

export interface DeliveryChange {
  readonly texts: DeliveryTexts;
  /** "2026-12-01", or null while no day is fixed. */
  readonly plannedOn: string | null;
}

/** Writes who of the team did what with a delivery. */
export const auditDelivery = (
  tx: Transaction,
  act: AuditAct,
  { member, petition }: { readonly member: Member; readonly petition: TeamPetition },
  delivery: string,
  now: Date,
): Promise<void> => {
  const subject = { petition: petition.id, slug: petition.slug, delivery };
  return recordAudit(tx, { actor: member.accountId, act, subject, coalitionId: member.coalition.id }, now);
};

/** A delivery that is planned. Nothing of it is public before the hand-over. */
export async function planDelivery(
  member: Member,
  petition: TeamPetition,
  { plannedOn, texts }: DeliveryChange,
  now: Date,
): Promise<string> {
  return database().transaction(async (tx) => {
    const [row] = await tx
      .insert(deliveries)
      .values({ petitionId: petition.id, ...texts, plannedOn, createdBy: member.accountId, createdAt: now })
      .returning({ id: deliveries.id });
    if (!row) throw new Error('The delivery was not written.');
    await auditDelivery(tx, 'delivery-planned', { member, petition }, row.id, now);
    return row.id;
  });
}

export type ChangeOutcome = 'saved' | 'stale' | 'handed-over' | 'unknown';

/** Saves a planned delivery, unless it changed since `mark` was taken. */
export async function changeDelivery(
  member: Member,
  petition: TeamPetition,
  id: string,
  { mark, plannedOn, texts }: DeliveryChange & { readonly mark: string },
  now: Date,
): Promise<ChangeOutcome> {
  return database().transaction(async (tx) => {
    const row = await holdDelivery(tx, petition, id);
    if (!row) return 'unknown';
    if (row.handedOverOn) return 'handed-over';
    if (markOfDelivery(row) !== mark) return 'stale';
    const words = {
      addressee: mergeText(row.addressee, texts.addressee),
      place: mergeText(row.place, texts.place),
      note: mergeText(row.note, texts.note),
    };
    await tx
      .update(deliveries)
      .set({ ...words, plannedOn, revision: row.revision + 1 })
      .where(eq(deliveries.id, row.id));
    await auditDelivery(tx, 'delivery-changed', { member, petition }, row.id, now);
    return 'saved';
  });
}

export type RemoveOutcome = 'removed' | 'handed-over' | 'has-packs' | 'unknown';

/** Gives a planned delivery up. One whose pack was asked for stays: what left the house, or was about to, is on record. */
export async function removeDelivery(
  member: Member,
  petition: TeamPetition,
  id: string,
  now: Date,
): Promise<RemoveOutcome> {
  return database().transaction(async (tx) => {
    const row = await holdDelivery(tx, petition, id);
    if (!row) return 'unknown';
    if (row.handedOverOn) return 'handed-over';
    if ((await listPacks(row, now)).length > 0) return 'has-packs';
    await tx.delete(deliveries).where(eq(deliveries.id, row.id));
    await auditDelivery(tx, 'delivery-removed', { member, petition }, row.id, now);
    return 'removed';
  });
}
