import { and, eq, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { newShortCode } from '../token.ts';
import type { LinkWish } from './fields.ts';
import { listLinkChoices } from './read.ts';

export type MakeLinkOutcome =
  /** A link of this partner and channel was there already: one is enough, and its numbers stay in one place. */
  { readonly outcome: 'made' | 'known'; readonly code: string } | { readonly outcome: 'taken' | 'not-yours' };

/** Makes the link of a partner (or the whole coalition) and a channel. */
export async function makeLink(
  member: Member,
  petition: TeamPetition,
  wish: LinkWish,
  now: Date,
): Promise<MakeLinkOutcome> {
  const choice = (await listLinkChoices(member)).find(({ id }) => id === wish.partnerId);
  if (!choice) return { outcome: 'not-yours' };
  return database().transaction(async (tx) => {
    const code = await insertLink(tx, petition, wish);
    if (!code) {
      const known = await findCode(tx, petition, wish);
      return known ? { outcome: 'known', code: known } : { outcome: 'taken' };
    }
    const subject = { petition: petition.id, code, channel: wish.channel, ...(choice.id && { partner: choice.slug }) };
    const coalitionId = member.coalition.id;
    await recordAudit(tx, { actor: member.accountId, act: 'share-link-made', subject, coalitionId }, now);
    return { outcome: 'made', code };
  });
}

/** Random codes that may meet one that is there; with 900 million of them once is rare, and five times is a fault. */
const TRIES = 5;

/** The new link's code; null when there is such a link, or the code that was wished for is in use. */
async function insertLink(tx: Transaction, petition: TeamPetition, wish: LinkWish): Promise<string | null> {
  for (let n = 0; n < TRIES; n += 1) {
    const code = wish.code || newShortCode();
    const { channel, partnerId } = wish;
    const [made] = await tx
      .insert(schema.shareLinks)
      .values({ code, channel, partnerId, petitionId: petition.id })
      .onConflictDoNothing()
      .returning({ code: schema.shareLinks.code });
    if (made) return made.code;
    if (wish.code || (await findCode(tx, petition, wish))) return null;
  }
  throw new Error('No free share code was found.');
}

async function findCode(tx: Transaction, petition: TeamPetition, wish: LinkWish): Promise<string | null> {
  const { shareLinks } = schema;
  const [known] = await tx
    .select({ code: shareLinks.code })
    .from(shareLinks)
    .where(
      and(
        eq(shareLinks.petitionId, petition.id),
        sql`${shareLinks.partnerId} is not distinct from ${wish.partnerId}`,
        eq(shareLinks.channel, wish.channel),
      ),
    );
  return known?.code ?? null;
}
