import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { Member } from '../../team/members.ts';
import type { TeamPartner } from '../../team/places.ts';

/** How a partner stands to the coalition. "open": its invitation ran out or was taken back. */
export type PartnerState = 'lead' | 'joined' | 'invited' | 'open' | 'declined' | 'left';

export interface ListedPartner {
  readonly partner: TeamPartner;
  readonly state: PartnerState;
}

const { invitations, partners } = schema;

const isInvited = sql<boolean>`exists (select from ${invitations} i where i.partner_id = partners.id
  and i.accepted_at is null and i.ended_at is null and i.expires_at > now())`;

const select = () => database().select({ partner: partners, isInvited }).from(partners);

function stateOf({ isInvited, partner }: { partner: TeamPartner; isInvited: boolean }): PartnerState {
  if (partner.joinedAt) {
    if (partner.leftAt) return 'left';
    return partner.isLead ? 'lead' : 'joined';
  }
  if (isInvited) return 'invited';
  return partner.leftAt ? 'declined' : 'open';
}

/** All partners the coalition has, had or asked. To a partner's own member, only those that stand in public as well. */
export async function listPartners(member: Member): Promise<ListedPartner[]> {
  const rows = await select()
    .where(eq(partners.coalitionId, member.coalition.id))
    .orderBy(desc(partners.isLead), asc(partners.slug));
  const listed = rows.map((row) => ({ partner: row.partner, state: stateOf(row) }));
  return member.role === 'partner' ? listed.filter(({ state }) => state === 'lead' || state === 'joined') : listed;
}

export async function findPartnerState({ coalitionId, id }: TeamPartner): Promise<PartnerState> {
  const [row] = await select().where(and(eq(partners.id, id), eq(partners.coalitionId, coalitionId)));
  return row ? stateOf(row) : 'left';
}
