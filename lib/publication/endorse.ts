import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { hashText } from '../petition/canonical.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';

export type EndorseOutcome =
  | 'endorsed'
  | 'already-endorsed'
  /** Another text stands under this number now, or the version is gone: it must be read first. */
  | 'text-changed'
  | 'newer-is-offered'
  | 'no-partner';

const { campaigns, endorsements, partners, petitionTexts, petitionVersions } = schema;

interface Reading {
  readonly version: number;
  /** Of the text that was on the page when the button was pressed. */
  readonly sha256: string;
}

/**
 * A partner's yes to one text, said by one of its own members: nobody says it for another, whatever their role
 * (product.md §2). It holds for exactly the text that was read.
 */
export async function endorseVersion(
  petition: TeamPetition,
  member: Member,
  read: Reading,
  now: Date,
): Promise<EndorseOutcome> {
  const { partnerId } = member;
  if (member.role !== 'partner' || !partnerId) return 'no-partner';
  return database().transaction(async (tx) => {
    const newest = await lockNewest(tx, petition.id);
    if (!newest || newest.version < read.version) return 'text-changed';
    if (newest.version > read.version) return 'newer-is-offered';
    if (newest.sha256 !== read.sha256) return 'text-changed';
    const partner = await lockStandingPartner(tx, member, petition);
    if (!partner) return 'no-partner';
    const written = await tx
      .insert(endorsements)
      .values({ versionId: newest.id, partnerId, endorsedAt: now, endorsedBy: member.accountId })
      .onConflictDoNothing()
      .returning();
    if (written.length === 0) return 'already-endorsed';
    const subject = { petition: petition.id, slug: petition.slug, ...read, partner: partner.slug };
    const { coalition } = member;
    await recordAudit(tx, { actor: member.accountId, act: 'text-endorsed', subject, coalitionId: coalition.id }, now);
    return 'endorsed';
  });
}

/** Held to the end, so that the text under this number is not replaced while it is endorsed. */
async function lockNewest(tx: Transaction, petitionId: string) {
  const [row] = await tx
    .select()
    .from(petitionVersions)
    .where(eq(petitionVersions.petitionId, petitionId))
    .orderBy(desc(petitionVersions.version))
    .limit(1)
    .for('update');
  if (!row) return null;
  const texts = await tx.select().from(petitionTexts).where(eq(petitionTexts.versionId, row.id));
  return { ...row, sha256: hashText(petitionId, row.version, texts).toString('hex') };
}

/** The member's own partner while it stands behind the petition's coalition; leaving waits until this is done. */
async function lockStandingPartner(tx: Transaction, { partnerId }: Member, { campaign }: TeamPetition) {
  const [house] = await tx.select().from(campaigns).where(eq(campaigns.id, campaign.id));
  if (!house || !partnerId) return null;
  const [partner] = await tx
    .select()
    .from(partners)
    .where(
      and(
        eq(partners.id, partnerId),
        eq(partners.coalitionId, house.coalitionId),
        isNotNull(partners.joinedAt),
        isNull(partners.leftAt),
      ),
    )
    .for('share');
  return partner ?? null;
}
