import { and, eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { feelPulse, readCount } from '@/db/pulse.ts';
import { mergeText } from '../coalition/fields.ts';
import { shownNumber } from '../petition/modes.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import type { HandOver } from './fields.ts';
import { holdDelivery } from './read.ts';
import { auditDelivery } from './write.ts';

const { deliveries, deliveryPacks, exports, petitions } = schema;

export type HandOverOutcome = 'handed-over' | 'already' | 'not-published' | 'no-such-pack' | 'unknown';

/**
 * Puts the hand-over on record, in public and for good: day, receipt, count, and the hash of the pack that went. From
 * here on the period of the names runs (lib/retention/periods.ts).
 */
export async function handOver(
  member: Member,
  petition: TeamPetition,
  id: string,
  { handedOverOn, pack, receivedBy, reference }: HandOver,
  now: Date,
): Promise<HandOverOutcome> {
  if (!petition.publishedAt) return 'not-published';
  await feelPulse();
  const counted = shownNumber(petition.privacyMode, readCount(petition.id).count);
  return database().transaction(async (tx) => {
    // Numbers are given one after the other.
    await tx.select({ id: petitions.id }).from(petitions).where(eq(petitions.id, petition.id)).for('no key update');
    const row = await holdDelivery(tx, petition, id);
    if (!row) return 'unknown';
    if (row.handedOverOn) return 'already';
    const [went] = pack
      ? await tx
          .select({ pack: deliveryPacks })
          .from(deliveryPacks)
          .innerJoin(exports, eq(exports.id, deliveryPacks.exportId))
          .where(
            and(
              sql`${deliveryPacks.exportId}::text = ${pack}`,
              eq(deliveryPacks.deliveryId, row.id),
              sql`${exports.finishedAt} is not null and ${deliveryPacks.madeAt} is not null`,
            ),
          )
      : [];
    if (pack && !went) return 'no-such-pack';
    const [last] = await tx.execute<{ number: number }>(sql`
      select coalesce(max(number), 0)::int as number from deliveries where petition_id = ${petition.id}`);
    await tx
      .update(deliveries)
      .set({
        number: (last?.number ?? 0) + 1,
        ...{ handedOverOn, receivedBy, reference },
        count: went?.pack.count ?? counted,
        names: went?.pack.names ?? null,
        packSha256: went?.pack.sha256 ?? null,
        checkpoint: went?.pack.checkpoint ?? null,
        revision: row.revision + 1,
      })
      .where(eq(deliveries.id, row.id));
    await auditDelivery(tx, 'delivery-handed-over', { member, petition }, row.id, now);
    return 'handed-over';
  });
}

export type AnswerOutcome = 'saved' | 'not-handed-over' | 'unknown';

/** What the addressee answered; the newest words stand. */
export async function keepAnswer(
  member: Member,
  petition: TeamPetition,
  id: string,
  { answer, answeredOn }: { readonly answer: LocalText; readonly answeredOn: string },
  now: Date,
): Promise<AnswerOutcome> {
  return database().transaction(async (tx) => {
    const row = await holdDelivery(tx, petition, id);
    if (!row) return 'unknown';
    if (!row.handedOverOn) return 'not-handed-over';
    await tx
      .update(deliveries)
      .set({ answer: mergeText(row.answer, answer), answeredOn, revision: row.revision + 1 })
      .where(eq(deliveries.id, row.id));
    await auditDelivery(tx, 'delivery-answered', { member, petition }, row.id, now);
    return 'saved';
  });
}
