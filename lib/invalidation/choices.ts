import { asc, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import type { ShareChannel } from '@/db/schema/share.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';

/** Partners and share links that signatures of a petition may have come through. */
export interface Choices {
  /** Those that have left are among them: their signatures stay. */
  readonly partners: readonly { readonly id: string; readonly slug: string; readonly name: LocalText }[];
  readonly links: readonly {
    readonly code: string;
    readonly channel: ShareChannel;
    readonly partnerId: string | null;
  }[];
}

export async function listChoices(member: Member, petition: TeamPetition): Promise<Choices> {
  const { partners, shareLinks } = schema;
  const [known, links] = await Promise.all([
    database()
      .select({ id: partners.id, slug: partners.slug, name: partners.name })
      .from(partners)
      .where(eq(partners.coalitionId, member.coalition.id))
      .orderBy(asc(partners.slug)),
    database()
      .select({ code: shareLinks.code, channel: shareLinks.channel, partnerId: shareLinks.partnerId })
      .from(shareLinks)
      .where(eq(shareLinks.petitionId, petition.id))
      .orderBy(asc(shareLinks.channel), asc(shareLinks.code)),
  ]);
  return { partners: known, links };
}
