import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { shownNumber } from '../petition/modes.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { isShareCode, type ShareChannel } from './fields.ts';

export interface ShareLink {
  readonly code: string;
  /** Null for the whole coalition. */
  readonly partner: { readonly id: string; readonly slug: string; readonly name: LocalText } | null;
  readonly channel: ShareChannel;
  readonly visits: number;
  /** Counted signatures that came through it. */
  readonly signatures: number;
}

const { partners, shareCounts, shareLinks } = schema;

/** The petition's links, the most fruitful first; to a partner's member, its own alone. */
export async function listLinks(member: Member, petition: TeamPetition): Promise<ShareLink[]> {
  const rows = await selectLinks(member, petition).orderBy(
    desc(sql`coalesce(${shareCounts.count}, 0)`),
    asc(shareLinks.code),
  );
  return rows.map(({ code, channel, partner, signatures, visits }) => ({
    code,
    channel,
    partner,
    visits: visits ?? 0,
    signatures: shownNumber(petition.privacyMode, signatures ?? 0),
  }));
}

const selectLinks = (member: Member, petition: TeamPetition, code?: string) =>
  database()
    .select({
      code: shareLinks.code,
      channel: shareLinks.channel,
      partner: { id: partners.id, slug: partners.slug, name: partners.name },
      visits: shareCounts.visits,
      signatures: shareCounts.count,
    })
    .from(shareLinks)
    .leftJoin(partners, eq(partners.id, shareLinks.partnerId))
    .leftJoin(shareCounts, eq(shareCounts.shareCode, shareLinks.code))
    .where(
      and(
        eq(shareLinks.petitionId, petition.id),
        // A partner's member without a partner would see nothing at all.
        member.role === 'partner' ? sql`${shareLinks.partnerId} = ${member.partnerId}` : undefined,
        code === undefined ? undefined : eq(shareLinks.code, code),
      ),
    );

/** True when the code is a link of this petition that this member may see. */
export async function hasLink(member: Member, petition: TeamPetition, code: string): Promise<boolean> {
  return isShareCode(code) && (await selectLinks(member, petition, code)).length > 0;
}

export interface LinkChoice {
  /** Null for the whole coalition. */
  readonly id: string | null;
  readonly slug: string;
  readonly name: LocalText;
}

/** For whom this member may make links: a partner's member for its own partner, others for everybody. */
export async function listLinkChoices(member: Member): Promise<LinkChoice[]> {
  const rows = await database()
    .select({ id: partners.id, slug: partners.slug, name: partners.name })
    .from(partners)
    .where(
      and(
        eq(partners.coalitionId, member.coalition.id),
        isNotNull(partners.joinedAt),
        isNull(partners.leftAt),
        member.role === 'partner' ? sql`${partners.id} = ${member.partnerId}` : undefined,
      ),
    )
    .orderBy(desc(partners.isLead), asc(partners.slug));
  return member.role === 'partner' ? rows : [{ id: null, slug: '', name: {} }, ...rows];
}
