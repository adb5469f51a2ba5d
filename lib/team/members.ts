import { and, eq, isNull } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import type { Role } from './rules.ts';

/** Who acts, where, and as what. Verbs of the panel take it, so that none can be called without. */
export interface Member {
  readonly id: string;
  readonly accountId: string;
  readonly role: Role;
  /** Set for the role "partner" alone: the one partner it speaks for. */
  readonly partnerId: string | null;
  /** When it got this role. */
  readonly roleSince: Date;
  readonly coalition: {
    readonly id: string;
    readonly slug: string;
    readonly name: LocalText;
  };
}

const { coalitions, members } = schema;

const placesOf = (accountId: string) =>
  database()
    .select({ member: members, coalition: { id: coalitions.id, slug: coalitions.slug, name: coalitions.name } })
    .from(members)
    .innerJoin(coalitions, eq(coalitions.id, members.coalitionId))
    .where(and(eq(members.accountId, accountId), isNull(members.leftAt)))
    .orderBy(coalitions.slug);

/** Every coalition the account has a place in. */
export async function listPlaces(accountId: string): Promise<Member[]> {
  const rows = await placesOf(accountId);
  return rows.map(({ coalition, member: { id, partnerId, role, roleSince } }) => ({
    id,
    accountId,
    role,
    partnerId,
    roleSince,
    coalition,
  }));
}

/** The account's place in this coalition; null when it has none, whether or not there is such a coalition. */
export async function findMember(accountId: string, coalitionSlug: string): Promise<Member | null> {
  return (await listPlaces(accountId)).find(({ coalition }) => coalition.slug === coalitionSlug) ?? null;
}
