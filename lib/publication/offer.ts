import { and, count, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { openAccount } from '../access/accounts.ts';
import { recordAudit } from '../audit.ts';
import { readDrafts } from '../draft/read.ts';
import { queueLetter } from '../mail/queue-letter.ts';
import { hashText, type PetitionText } from '../petition/canonical.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { newToken } from '../token.ts';
import { compareTexts } from './compare.ts';

export type OfferOutcome =
  | { readonly kind: 'offered'; readonly version: number }
  | { readonly kind: 'incomplete' | 'unchanged' | 'too-many' };

const { accounts, endorsements, members, partners, petitions, petitionTexts, petitionVersions } = schema;

/** A database check holds the same number. */
const MOST_VERSIONS = 255;

/** In milliseconds. Somebody who mends a text several times in a row calls the partners once. */
const BETWEEN_LETTERS = 60 * 60_000;

/**
 * Lays the drafts before the partners as the next version, in all languages that are whole. A version that nobody
 * has endorsed is replaced; one that somebody has endorsed stands for ever, and the next number follows it.
 */
export async function offerVersion(petition: TeamPetition, member: Member, now: Date): Promise<OfferOutcome> {
  return database().transaction(async (tx) => {
    // Two who offer at once come one after the other. Endorsements wait at the version's row.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`offer/${petition.id}`}, 0))`);
    const { sourceLanguage, texts } = await readDrafts(petition.id, tx);
    if (!texts.some(({ language }) => language === sourceLanguage)) return { kind: 'incomplete' };
    const last = await lockNewest(tx, petition.id);
    if (last && compareTexts(last.texts, texts).every(({ kind }) => kind === 'same')) return { kind: 'unchanged' };
    const version = last ? last.version + (last.isOpen ? 0 : 1) : 1;
    if (version > MOST_VERSIONS) return { kind: 'too-many' };
    if (last?.isOpen) await removeVersion(tx, last, petition, member, now);
    await writeVersion(tx, { petition, member, version, texts }, now);
    const recentlyAsked = last?.isOpen && now.getTime() - last.offeredAt.getTime() < BETWEEN_LETTERS;
    if (!recentlyAsked) await askPartners(tx, member.coalition.id, now);
    const sha256 = hashText(petition.id, version, texts).toString('hex');
    const subject = { petition: petition.id, slug: petition.slug, version, sha256 };
    const { coalition } = member;
    await recordAudit(tx, { actor: member.accountId, act: 'text-offered', subject, coalitionId: coalition.id }, now);
    return { kind: 'offered', version };
  });
}

/** The newest version, locked; `isOpen` while it may be replaced. */
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
  const [given] = await tx.select({ n: count() }).from(endorsements).where(eq(endorsements.versionId, row.id));
  return { ...row, texts, isOpen: row.publishedAt === null && (given?.n ?? 0) === 0 };
}

/** A time that was set for it ends with it: the text that takes its place is another one. */
async function removeVersion(
  tx: Transaction,
  { id, version }: typeof petitionVersions.$inferSelect,
  petition: TeamPetition,
  { accountId, coalition }: Member,
  now: Date,
): Promise<void> {
  await tx.delete(petitionTexts).where(eq(petitionTexts.versionId, id));
  await tx.delete(petitionVersions).where(eq(petitionVersions.id, id));
  const ended = await tx
    .update(petitions)
    .set({ scheduledVersionId: null, scheduledFor: null, scheduledBy: null })
    .where(and(eq(petitions.id, petition.id), eq(petitions.scheduledVersionId, id)))
    .returning({ id: petitions.id });
  if (ended.length === 0) return;
  const subject = { petition: petition.id, slug: petition.slug, version };
  const record = { actor: accountId, act: 'publication-unscheduled', subject, coalitionId: coalition.id } as const;
  await recordAudit(tx, record, now);
}

interface NewVersion {
  readonly petition: TeamPetition;
  readonly member: Member;
  readonly version: number;
  readonly texts: readonly PetitionText[];
}

async function writeVersion(tx: Transaction, wish: NewVersion, now: Date): Promise<void> {
  const { member, petition, texts, version } = wish;
  const row = { petitionId: petition.id, version, offeredAt: now, offeredBy: member.accountId };
  const [written] = await tx.insert(petitionVersions).values(row).returning();
  if (!written) throw new Error('The version was not written.');
  await tx.insert(petitionTexts).values(texts.map((text) => ({ ...text, versionId: written.id })));
}

/** A letter to everybody who speaks for a partner. It names nothing; the panel does. */
async function askPartners(tx: Transaction, coalitionId: string, now: Date): Promise<void> {
  const rows = await tx
    .select({ account: accounts })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .innerJoin(partners, eq(partners.id, members.partnerId))
    .where(
      and(
        eq(members.coalitionId, coalitionId),
        isNull(members.leftAt),
        isNull(accounts.disabledAt),
        isNotNull(partners.joinedAt),
        isNull(partners.leftAt),
      ),
    );
  for (const row of rows) {
    const { language, mailbox } = await openAccount(row.account);
    await queueLetter(tx, 'endorsement-asked', { mailbox, language, token: newToken() }, now);
  }
}
