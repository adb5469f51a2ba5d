import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { needsSecondPerson, PACK_LIES, WAITS } from '../export/kinds.ts';
import { countPeople } from '../export/people.ts';
import { isOpenToSite } from '../petition/modes.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { holdDelivery, listPacks } from './read.ts';

export type AskPackOutcome = 'asked' | 'known' | 'not-published' | 'not-for-your-role' | 'unknown';

/**
 * Asks for the pack of a delivery. Its names leave the house: more than a hundred wait for a second person, as every
 * list does (AD-09). One that waits, is being made or lies ready is not asked for twice.
 */
export async function askForPack(
  member: Member,
  petition: TeamPetition,
  deliveryId: string,
  now: Date,
): Promise<AskPackOutcome> {
  if (member.role !== 'owner') return 'not-for-your-role';
  if (!petition.publishedAt) return 'not-published';
  const share = { kind: 'pack', petitionId: petition.id, partnerId: null } as const;
  const people = isOpenToSite(petition.privacyMode) ? await countPeople(share) : 0;
  return database().transaction(async (tx) => {
    const delivery = await holdDelivery(tx, petition, deliveryId);
    if (!delivery) return 'unknown';
    const packs = await listPacks(delivery, now);
    if (packs.some(({ state }) => state === 'waiting' || state === 'making' || state === 'made')) return 'known';
    const expiresAt = new Date(now.getTime() + (needsSecondPerson(people) ? WAITS : PACK_LIES));
    const [row] = await tx
      .insert(schema.exports)
      .values({ ...share, people, askedBy: member.accountId, askedAt: now, expiresAt })
      .returning({ id: schema.exports.id });
    if (!row) throw new Error('The export was not written.');
    await tx.insert(schema.deliveryPacks).values({ exportId: row.id, deliveryId: delivery.id });
    const subject = { petition: petition.id, kind: 'pack', people, export: row.id };
    await recordAudit(
      tx,
      { actor: member.accountId, act: 'export-asked', subject, coalitionId: member.coalition.id },
      now,
    );
    return 'asked';
  });
}
