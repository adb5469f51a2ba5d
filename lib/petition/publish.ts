import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { readDestructions } from '../keys/destructions.ts';
import { makePetitionKeys } from '../keys/petition-keys.ts';
import { appendFacts } from '../transparency/append.ts';
import { hashText } from './canonical.ts';
import { refuseUnsealed, type SealingRefusal } from './sealing.ts';

export type PublishRefusal =
  | 'too-few-endorsements'
  | 'lead-has-not-endorsed'
  | SealingRefusal
  | 'closing-date-is-past'
  | 'newer-is-published'
  | 'no-text';
export type PublishOutcome = 'published' | 'already-published' | PublishRefusal;

const { campaigns, endorsements, partners, petitions, petitionTexts, petitionVersions } = schema;

/**
 * Publishes a text version and with it, the first time, its petition and the campaign that frames it. The lead and
 * as many partners as the petition asks for must have endorsed exactly this version (product.md §2). From here on
 * the text never changes.
 */
export async function publishVersion(versionId: string, actor: string, now: Date): Promise<PublishOutcome> {
  return database().transaction((tx) => publishVersionIn(tx, versionId, actor, now));
}

/** The same inside a transaction that has more to say about it. */
export async function publishVersionIn(
  tx: Transaction,
  versionId: string,
  actor: string,
  now: Date,
): Promise<PublishOutcome> {
  const [version] = await tx.select().from(petitionVersions).where(eq(petitionVersions.id, versionId)).for('update');
  if (!version) throw new Error('There is no such text version.');
  if (version.publishedAt) return 'already-published';
  const { petition, campaign } = await lockPetition(tx, version.petitionId);
  const texts = await tx.select().from(petitionTexts).where(eq(petitionTexts.versionId, versionId));
  const refusal = await refuseEarlyPublication(tx, petition, version, now);
  if (refusal) return refusal;
  if (texts.length === 0) return 'no-text';
  // Keys first: a petition that is public must be able to seal its first signature.
  // What was destroyed stays destroyed: a new version of a closed petition takes no signature.
  if ((await readDestructions(petition.id, tx)).length === 0) await makePetitionKeys(petition.id);
  const sha256 = hashText(petition.id, version.version, texts);
  await tx.update(petitionVersions).set({ publishedAt: now, sha256 }).where(eq(petitionVersions.id, versionId));
  await tx
    .update(petitions)
    .set({ publishedAt: now })
    .where(and(eq(petitions.id, petition.id), isNull(petitions.publishedAt)));
  await appendFacts(tx, [{ kind: 'petition', petition: petition.id, code: version.version, digest: sha256 }]);
  const subject = { petition: petition.id, slug: petition.slug, version: version.version };
  const told = { actor, coalitionId: campaign.coalitionId };
  if (!campaign.publishedAt) {
    await tx.update(campaigns).set({ publishedAt: now }).where(eq(campaigns.id, campaign.id));
    await recordAudit(tx, { ...told, act: 'campaign-published', subject: { campaign: campaign.slug } }, now);
  }
  const published = { ...subject, sha256: sha256.toString('hex') };
  await recordAudit(tx, { ...told, act: 'petition-published', subject: published }, now);
  return 'published';
}

/** The campaign is locked before its petition: whoever changes a campaign touches its petitions in that order. */
export async function lockPetition(tx: Transaction, petitionId: string) {
  const [campaign] = await tx
    .select()
    .from(campaigns)
    .where(
      inArray(
        campaigns.id,
        tx.select({ id: petitions.campaignId }).from(petitions).where(eq(petitions.id, petitionId)),
      ),
    )
    .for('no key update');
  const [petition] = await tx.select().from(petitions).where(eq(petitions.id, petitionId)).for('update');
  if (!campaign || !petition) throw new Error('A version has no petition.');
  return { campaign, petition };
}

type Petition = typeof petitions.$inferSelect;
type Version = typeof petitionVersions.$inferSelect;

async function refuseEarlyPublication(
  tx: Transaction,
  petition: Petition,
  version: Version,
  now: Date,
): Promise<PublishRefusal | null> {
  // A sealed petition whose key nobody could open would lose every signature.
  const unsealed = petition.privacyMode === 'sealed' && (await refuseUnsealed(petition.id, tx));
  if (unsealed) return unsealed;
  if (!petition.publishedAt && petition.closesAt && petition.closesAt <= now) return 'closing-date-is-past';
  const [newer] = await tx
    .select({ id: petitionVersions.id })
    .from(petitionVersions)
    .where(
      and(
        eq(petitionVersions.petitionId, petition.id),
        gt(petitionVersions.version, version.version),
        isNotNull(petitionVersions.publishedAt),
      ),
    )
    .limit(1);
  if (newer) return 'newer-is-published';
  const { hasLead, standing } = await countEndorsements(version.id, tx);
  if (!hasLead) return 'lead-has-not-endorsed';
  return standing < petition.partnersNeeded ? 'too-few-endorsements' : null;
}

/** How many partners that still stand behind the petition have endorsed a version, and whether the lead has. */
export async function countEndorsements(versionId: string, tx: Pick<Transaction, 'select'> = database()) {
  const [row] = await tx
    .select({
      standing: sql<number>`count(*)::int`,
      hasLead: sql<boolean>`coalesce(bool_or(${partners.isLead}), false)`,
    })
    .from(endorsements)
    .innerJoin(partners, eq(partners.id, endorsements.partnerId))
    .where(and(eq(endorsements.versionId, versionId), isNotNull(partners.joinedAt), isNull(partners.leftAt)));
  return row ?? { standing: 0, hasLead: false };
}
