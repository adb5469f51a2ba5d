import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { endSessionsOf, lockCoalition } from './lock.ts';
import type { Member } from './members.ts';
import type { Role } from './rules.ts';
import { mayBringVoice } from './voice.ts';

const { members, partners } = schema;
type Place = typeof members.$inferSelect;

export interface RoleWish {
  readonly role: Role;
  /** For the role "partner" alone. */
  readonly partnerId: string | null;
}

/** Gives somebody another role. Their sessions end with it, so that the old one opens nothing any more (AD-05). */
export async function changeRole(
  member: Member,
  placeId: string,
  wish: RoleWish,
  now: Date,
): Promise<'changed' | 'unchanged' | 'last-owner' | 'no-partner' | 'not-your-partner' | 'not-allowed' | 'unknown'> {
  const partnerId = wish.role === 'partner' ? wish.partnerId : null;
  return database().transaction(async (tx) => {
    const places = await lockPlaces(tx, member);
    if (!places.some((place) => place.id === member.id && place.role === 'owner')) return 'not-allowed';
    const place = places.find(({ id }) => id === placeId);
    if (!place) return 'unknown';
    if (place.role === wish.role && place.partnerId === partnerId) return 'unchanged';
    if (isLastOwner(places, place)) return 'last-owner';
    if (wish.role === 'partner' && !(await isJoined(tx, member, partnerId))) return 'no-partner';
    if (partnerId && !(await mayBringVoice(tx, partnerId, member.accountId))) return 'not-your-partner';
    await tx.update(members).set({ role: wish.role, partnerId, roleSince: now }).where(eq(members.id, place.id));
    await endSessionsOf(tx, place.accountId);
    const subject = { person: place.accountId, was: place.role, role: wish.role };
    const coalitionId = member.coalition.id;
    await recordAudit(tx, { actor: member.accountId, act: 'role-changed', subject, coalitionId }, now);
    return 'changed';
  });
}

/** Takes somebody out of the coalition, or the member itself. Their sessions end at once. */
export async function endMembership(
  member: Member,
  placeId: string,
  now: Date,
): Promise<'removed' | 'last-owner' | 'not-allowed' | 'unknown'> {
  return database().transaction(async (tx) => {
    const places = await lockPlaces(tx, member);
    const self = places.find(({ id }) => id === member.id);
    const place = places.find(({ id }) => id === placeId);
    if (!place) return 'unknown';
    if (!self || (self.id !== place.id && self.role !== 'owner')) return 'not-allowed';
    if (isLastOwner(places, place)) return 'last-owner';
    await tx.update(members).set({ leftAt: now }).where(eq(members.id, place.id));
    await endSessionsOf(tx, place.accountId);
    const subject = { person: place.accountId, role: place.role };
    const coalitionId = member.coalition.id;
    await recordAudit(tx, { actor: member.accountId, act: 'member-removed', subject, coalitionId }, now);
    return 'removed';
  });
}

/** All places of the coalition, while nobody else changes them. */
async function lockPlaces(tx: Transaction, { coalition }: Member): Promise<Place[]> {
  await lockCoalition(tx, coalition.id);
  return tx
    .select()
    .from(members)
    .where(and(eq(members.coalitionId, coalition.id), isNull(members.leftAt)));
}

const isLastOwner = (places: readonly Place[], place: Place): boolean =>
  place.role === 'owner' && places.filter(({ role }) => role === 'owner').length === 1;

async function isJoined(tx: Transaction, { coalition }: Member, partnerId: string | null): Promise<boolean> {
  const rows = await tx
    .select({ id: partners.id })
    .from(partners)
    .where(
      and(
        sql`id::text = ${partnerId ?? ''}`,
        eq(partners.coalitionId, coalition.id),
        isNotNull(partners.joinedAt),
        isNull(partners.leftAt),
      ),
    );
  return rows.length > 0;
}
