import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { closeDatabase, database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { connectPostgres } from '@/db/connect.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import { type LetterSecrets, openLetter } from '@/lib/mail/letters.ts';
import { publishVersion } from '@/lib/petition/publish.ts';
import { findPetition, type Petition } from '@/lib/petition/read.ts';
import { readAddress } from '@/lib/signature/address.ts';
import type { Answers } from '@/lib/signature/fields.ts';
import { signPetition } from '@/lib/signature/sign.ts';
import type { Token } from '@/lib/token.ts';

/**
 * The world of room tests: a database of this test process alone, and helpers that speak of petitions and
 * people instead of columns. Each test makes its own petition; nothing is wiped.
 */
export const test = base.extend<object, { world: undefined }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
    async ({}, use, info) => {
      const directory = await mkdtemp(join(tmpdir(), 'undersigned-room-'));
      const url = await copyDatabase(`room_${info.workerIndex}_${randomBytes(4).toString('hex')}`);
      Object.assign(process.env, {
        APP_URL: 'http://localhost:3999',
        APP_SECRET: randomBytes(48).toString('base64'),
        DATABASE_URL: url,
        DATA_DIR: directory,
        KEY_DIR: join(directory, 'keys'),
        RESEND_API_KEY: 're_test',
        RESEND_BASE_URL: 'http://localhost:9',
        MAIL_FROM: 'Letters <letters@petitions.test>',
        LOG_LEVEL: 'silent',
      });
      await use(undefined);
      await closeDatabase();
      await rm(directory, { recursive: true, force: true });
    },
    { scope: 'worker', auto: true },
  ],
});

export { expect };

async function copyDatabase(name: string): Promise<string> {
  const url = process.env.ROOMS_DATABASE_URL;
  if (!url) throw new Error('The rooms database is not running; run these tests through "npm test".');
  // A database is copied while nobody is connected to it, so the copier comes in through another one.
  const server = connectPostgres(url.replace(/\/[^/]*$/, '/postgres'), { max: 1 });
  const template = url.split('/').at(-1) ?? '';
  await server`select pg_advisory_lock(1)`;
  await server.unsafe(`create database ${name} template ${template}`);
  await server.end();
  return url.replace(/\/[^/]*$/, `/${name}`);
}

interface PetitionWish {
  readonly closesAt?: Date;
  readonly partners?: number;
  readonly goalSteps?: number[];
}

/** A published petition of its own coalition, endorsed by all its partners. */
export async function makePetition({
  closesAt,
  goalSteps = [100],
  partners = 2,
}: PetitionWish = {}): Promise<Petition> {
  const slug = `petition-${randomBytes(5).toString('hex')}`;
  const db = database();
  const now = await currentTime();
  const [coalition] = await db
    .insert(schema.coalitions)
    .values({ slug, name: { en: 'A coalition' } })
    .returning();
  if (!coalition) throw new Error('No coalition.');
  const named = Array.from({ length: partners }, (_, n) => ({
    coalitionId: coalition.id,
    slug: `partner-${n + 1}`,
    name: { en: `Partner ${n + 1}` },
    about: { en: 'A partner.' },
    isLead: n === 0,
  }));
  const partnerRows = await db.insert(schema.partners).values(named).returning();
  const [campaign] = await db
    .insert(schema.campaigns)
    .values({ coalitionId: coalition.id, slug, title: { en: 'A campaign' }, goal: { en: 'A goal.' }, publishedAt: now })
    .returning();
  const [petition] = await db
    .insert(schema.petitions)
    .values({ campaignId: campaign?.id ?? '', slug, goalSteps, closesAt: closesAt ?? null })
    .returning();
  const [version] = await db
    .insert(schema.petitionVersions)
    .values({ petitionId: petition?.id ?? '', version: 1 })
    .returning();
  const versionId = version?.id ?? '';
  await db.insert(schema.petitionTexts).values({
    versionId,
    language: 'en',
    title: 'Sign the decree',
    demand: 'We demand a decree.',
    addressee: 'The president',
    act: 'A decree',
    body: 'A text.',
  });
  await db.insert(schema.endorsements).values(partnerRows.map(({ id }) => ({ versionId, partnerId: id })));
  expect(await publishVersion(versionId, 'command', now)).toBe('published');
  const made = await findPetition(slug);
  if (!made) throw new Error('No petition.');
  return made;
}

/** An address that nobody else in this run uses. */
export const newAddress = (domain = 'example.org'): string => `signer-${randomUUID()}@${domain}`;

interface SignWish {
  readonly email?: string;
  readonly name?: string;
  readonly country?: string;
  readonly consents?: readonly ConsentKind[];
  readonly partner?: string;
  readonly share?: string;
  readonly locale?: Locale;
  readonly now?: Date;
}

/** Posts the form as the door would, and answers what it answered. */
export async function sign(petition: Petition, wish: SignWish = {}) {
  const address = readAddress(wish.email ?? newAddress());
  if (typeof address === 'string') throw new Error(`The address is ${address}.`);
  const answers: Answers = {
    name: wish.name ?? 'Test Signer',
    address,
    country: wish.country ?? '',
    consents: wish.consents ?? [],
    share: wish.share ?? '',
    partner: wish.partner ?? '',
  };
  return signPetition(petition, answers, wish.locale ?? 'en', wish.now ?? (await currentTime()));
}

export interface WaitingLetter extends LetterSecrets {
  readonly kind: string;
}

/** The letters that wait for an address, oldest first: opened with the keys that only the server holds. */
export async function lettersTo(email: string): Promise<WaitingLetter[]> {
  const rows = await database().select().from(schema.letters).orderBy(schema.letters.position);
  const letters: WaitingLetter[] = [];
  for (const row of rows) {
    const secrets = await openLetter(row);
    if (secrets?.mailbox === email) letters.push({ ...secrets, kind: row.kind });
  }
  return letters;
}

/** Signs and answers the token of the letter. */
export async function signAndReadLetter(petition: Petition, wish: SignWish = {}): Promise<Token> {
  const email = wish.email ?? newAddress();
  expect(await sign(petition, { ...wish, email })).toBe('accepted');
  const letter = (await lettersTo(email)).at(-1);
  if (!letter) throw new Error('There is no letter.');
  return letter.token;
}

/** Lets time pass for one petition's attempts: their hour moves back. */
export async function letAttemptsAge(petition: Petition, hours: number): Promise<void> {
  await database().execute(
    sql`update attempts set posted_at = posted_at - ${hours} * interval '1 hour' where petition_id = ${petition.id}`,
  );
}
