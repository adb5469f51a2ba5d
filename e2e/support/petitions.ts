import { randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import type { ConsentOffered, PrivacyMode } from '@/db/schema/petition.ts';
import { publishVersion } from '@/lib/petition/publish.ts';
import { findPetition, type Petition } from '@/lib/petition/read.ts';

interface PetitionWish {
  readonly closesAt?: Date;
  readonly partners?: number;
  readonly partnersNeeded?: number;
  readonly goalSteps?: number[];
  readonly title?: string;
  readonly consentsOffered?: ConsentOffered[];
  readonly privacyMode?: PrivacyMode;
}

export interface Draft {
  readonly slug: string;
  readonly coalitionId: string;
  readonly campaignId: string;
  readonly petitionId: string;
  readonly versionId: string;
  /** The lead comes first. */
  readonly partnerIds: readonly string[];
}

/** A petition of its own coalition that nobody has endorsed yet. */
export async function draftPetition(wish: PetitionWish = {}): Promise<Draft> {
  const {
    closesAt = null,
    consentsOffered,
    goalSteps = [100],
    partners = 2,
    partnersNeeded = 2,
    privacyMode = 'private',
    title = 'Sign the decree',
  } = wish;
  const slug = `petition-${randomBytes(5).toString('hex')}`;
  const db = database();
  const [coalition] = await db
    .insert(schema.coalitions)
    .values({ slug, name: { en: 'A coalition' } })
    .returning();
  const coalitionId = coalition?.id ?? '';
  const named = Array.from({ length: partners }, (_, n) => ({
    coalitionId,
    slug: `partner-${n + 1}`,
    name: { en: `Partner ${n + 1}` },
    about: { en: 'A partner.' },
    isLead: n === 0,
  }));
  const partnerRows = await db.insert(schema.partners).values(named).returning();
  const publishedAt = await currentTime();
  const [campaign] = await db
    .insert(schema.campaigns)
    .values({ coalitionId, slug, title: { en: 'A campaign' }, goal: { en: 'A goal.' }, publishedAt })
    .returning();
  const campaignId = campaign?.id ?? '';
  const [petition] = await db
    .insert(schema.petitions)
    .values({
      campaignId,
      slug,
      goalSteps,
      partnersNeeded,
      closesAt,
      privacyMode,
      ...(consentsOffered ? { consentsOffered } : {}),
    })
    .returning();
  const petitionId = petition?.id ?? '';
  const versionId = await draftVersion(petitionId, 1, title);
  return { slug, coalitionId, campaignId, petitionId, versionId, partnerIds: partnerRows.map(({ id }) => id) };
}

/** A text version in English. */
export async function draftVersion(petitionId: string, version: number, title: string): Promise<string> {
  const [row] = await database().insert(schema.petitionVersions).values({ petitionId, version }).returning();
  await writeText(row?.id ?? '', 'en', title);
  return row?.id ?? '';
}

export async function writeText(versionId: string, language: string, title: string): Promise<void> {
  await database().insert(schema.petitionTexts).values({
    versionId,
    language,
    title,
    demand: 'We demand a decree.',
    addressee: 'The president',
    act: 'A decree',
    body: 'A text.',
  });
}

export async function endorse(versionId: string, partnerIds: readonly string[]): Promise<void> {
  await database()
    .insert(schema.endorsements)
    .values(partnerIds.map((partnerId) => ({ versionId, partnerId })));
}

/** A published petition of its own coalition, endorsed by all its partners. */
export async function makePetition(wish: PetitionWish = {}): Promise<Petition> {
  const { partnerIds, slug, versionId } = await draftPetition(wish);
  await endorse(versionId, partnerIds);
  expect(await publishVersion(versionId, 'command', await currentTime())).toBe('published');
  const made = await findPetition(slug);
  if (!made) throw new Error('No petition.');
  return made;
}

/** Closes a petition as of some hours ago. What is answered knows of it; a petition read before does not. */
export async function closePetition(petition: Petition, hoursAgo = 0): Promise<Petition> {
  const [row] = await database().execute<{ closed_at: string }>(sql`
    update petitions set closed_at = clock_timestamp() - ${hoursAgo} * interval '1 hour' where id = ${petition.id}
    returning closed_at`);
  return { ...petition, closedAt: new Date(row?.closed_at ?? '') };
}

/** A share link of the petition; its code. */
export async function makeShareLink(petition: Petition, partnerId: string | null): Promise<string> {
  const code = randomBytes(5).toString('hex');
  await database().insert(schema.shareLinks).values({ code, petitionId: petition.id, partnerId, channel: 'link' });
  return code;
}

/** What was audited of a petition, oldest first. */
export async function auditOf(petitionId: string) {
  return database()
    .select({ actor: schema.auditRecords.actor, act: schema.auditRecords.act, subject: schema.auditRecords.subject })
    .from(schema.auditRecords)
    .where(sql`subject->>'petition' = ${petitionId}`)
    .orderBy(schema.auditRecords.id);
}

/** A partner leaves its coalition. */
export async function leave(partnerId: string): Promise<void> {
  await database().execute(sql`update partners set left_at = clock_timestamp() where id = ${partnerId}`);
}
