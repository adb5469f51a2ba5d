import { and, asc, eq, isNull } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { openAccount } from '../access/accounts.ts';
import type { Member } from './members.ts';
import type { Role } from './rules.ts';

/** Somebody with a place in the coalition, as a colleague sees them. */
export interface Colleague {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  readonly partner: { readonly id: string; readonly slug: string; readonly name: LocalText } | null;
  readonly joinedAt: Date;
  /** Told to owners alone. */
  readonly mailbox: string | null;
}

const { accounts, members, partners } = schema;

/** Who works here. A partner's own member sees its own people and the owners, to whom it can turn. */
export async function listColleagues(member: Member): Promise<Colleague[]> {
  const rows = await database()
    .select({ member: members, account: accounts, partner: partners })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .leftJoin(partners, eq(partners.id, members.partnerId))
    .where(and(eq(members.coalitionId, member.coalition.id), isNull(members.leftAt)))
    .orderBy(asc(members.joinedAt), asc(members.id));
  const visible = rows.filter(
    ({ member: other }) => member.role !== 'partner' || other.role === 'owner' || other.partnerId === member.partnerId,
  );
  return Promise.all(
    visible.map(async ({ account, member: { accountId, id, joinedAt, role }, partner }) => {
      const { mailbox, name } = await openAccount(account);
      return {
        id,
        accountId,
        name,
        role,
        partner: partner && { id: partner.id, slug: partner.slug, name: partner.name },
        joinedAt,
        mailbox: member.role === 'owner' ? mailbox : null,
      };
    }),
  );
}

/** The colleague of that place, where the member may see them. */
export const findColleague = async (member: Member, id: string): Promise<Colleague | null> =>
  (await listColleagues(member)).find((colleague) => colleague.id === id) ?? null;
