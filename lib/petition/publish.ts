import { and, count, eq, isNotNull, isNull } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import { makePetitionKeys } from '../keys/petition-keys.ts';
import { hashText } from './canonical.ts';

export type PublishOutcome =
  | 'published'
  | 'too-few-endorsements'
  | 'lead-has-not-endorsed'
  | 'mode-not-offered'
  | 'no-text'
  | 'already-published';

/**
 * Publishes a text version and with it, the first time, its petition. The lead and as many partners as the
 * petition asks for must have endorsed exactly this version (product.md §2). From here on the text never
 * changes.
 */
export async function publishVersion(versionId: string, actor: string, now: Date): Promise<PublishOutcome> {
  return database().transaction(async (tx) => {
    const [version] = await tx
      .select()
      .from(schema.petitionVersions)
      .where(eq(schema.petitionVersions.id, versionId))
      .for('update');
    if (!version) throw new Error('There is no such text version.');
    if (version.publishedAt) return 'already-published';
    const refusal = await refuseEarlyPublication(tx, version.petitionId, versionId);
    if (refusal) return refusal;
    const texts = await tx.select().from(schema.petitionTexts).where(eq(schema.petitionTexts.versionId, versionId));
    if (texts.length === 0) return 'no-text';
    // Keys first: a petition that is public must be able to seal its first signature.
    await makePetitionKeys(version.petitionId);
    const sha256 = hashText(version.petitionId, version.version, texts);
    await tx
      .update(schema.petitionVersions)
      .set({ publishedAt: now, sha256 })
      .where(eq(schema.petitionVersions.id, versionId));
    await tx
      .update(schema.petitions)
      .set({ publishedAt: now })
      .where(and(eq(schema.petitions.id, version.petitionId), isNull(schema.petitions.publishedAt)));
    const subject = { petition: version.petitionId, version: version.version, sha256: sha256.toString('hex') };
    await recordAudit(tx, { actor, act: 'petition-published', subject }, now);
    return 'published';
  });
}

async function refuseEarlyPublication(
  tx: Transaction,
  petitionId: string,
  versionId: string,
): Promise<PublishOutcome | null> {
  const [petition] = await tx.select().from(schema.petitions).where(eq(schema.petitions.id, petitionId)).for('update');
  // The other modes keep less than this version knows how to leave out; a promise it cannot hold is refused.
  if (petition?.privacyMode !== 'private') return 'mode-not-offered';
  const endorsed = (isLead: boolean) =>
    tx
      .select({ partners: count() })
      .from(schema.endorsements)
      .innerJoin(schema.partners, eq(schema.partners.id, schema.endorsements.partnerId))
      .where(
        and(
          eq(schema.endorsements.versionId, versionId),
          isNotNull(schema.partners.joinedAt),
          isNull(schema.partners.leftAt),
          isLead ? eq(schema.partners.isLead, true) : undefined,
        ),
      );
  const [leads] = await endorsed(true);
  if (leads?.partners !== 1) return 'lead-has-not-endorsed';
  const [all] = await endorsed(false);
  return (all?.partners ?? 0) < (petition?.partnersNeeded ?? 2) ? 'too-few-endorsements' : null;
}
