import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { once } from '@/db/once.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { readAddress } from '@/lib/address/address.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import { type LetterSecrets, openLetter } from '@/lib/mail/letters.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { confirmSignature } from '@/lib/signature/confirm.ts';
import type { Answers } from '@/lib/signature/fields.ts';
import { signPetition } from '@/lib/signature/sign.ts';
import type { Token } from '@/lib/token.ts';

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
  // Only tests post into the past, which a process takes for looked at.
  once('reminders-looked-at', () => ({ since: '' })).since = '-infinity';
}

/** Lets time pass for what is known of the letters that addresses got. */
export async function letCapsAge(hours: number): Promise<void> {
  await database().execute(sql`
    update letter_caps set hours = array(select hour - ${hours}::int from unnest(hours) hour), ends_hour = ends_hour - ${hours}::int`);
}

/** Signs, and confirms by the letter. */
export async function signAndConfirm(petition: Petition, wish: SignWish = {}): Promise<Token> {
  const token = await signAndReadLetter(petition, wish);
  expect(await confirmSignature(token)).toBe('confirmed');
  return token;
}

export interface Kept {
  readonly attempts: number;
  /** Attempts that still hold what was typed. */
  readonly filled: number;
  readonly letters: number;
  readonly signatures: number;
  readonly withdrawn: number;
  readonly consents: number;
}

/** How much of its signers a petition holds. */
export async function keptOf(petition: Petition): Promise<Kept> {
  const [row] = await database().execute<Kept & Record<string, unknown>>(sql`
    select (select count(*)::int from attempts where petition_id = ${petition.id}) as attempts,
      (select count(sealed)::int from attempts where petition_id = ${petition.id}) as filled,
      (select count(*)::int from letters where petition_id = ${petition.id}) as letters,
      (select count(*)::int from signatures where petition_id = ${petition.id} and withdrawn_on is null) as signatures,
      (select count(*)::int from signatures where petition_id = ${petition.id} and withdrawn_on is not null) as withdrawn,
      (select count(*)::int from consents c join signatures s on s.id = c.signature_id
        where s.petition_id = ${petition.id}) as consents`);
  if (!row) throw new Error('No answer.');
  return { ...row };
}

/** A petition's only signature, as it stands in the database. */
export async function onlySignatureOf(petition: Petition) {
  const rows = await database().select().from(schema.signatures).where(eq(schema.signatures.petitionId, petition.id));
  const [row] = rows;
  expect(rows).toHaveLength(1);
  if (!row) throw new Error('No signature.');
  return row;
}

/** Lets time pass for all blocks of letters. */
export async function letBlocksAge(days: number): Promise<void> {
  await database().execute(sql`update suppressions set suppressed_on = suppressed_on - ${days}::int`);
}

/** When the petition's waiting attempts were posted, as far as the database knows. */
export async function postingHoursOf(petition: Petition): Promise<Date[]> {
  const rows = await database().select().from(schema.attempts).where(eq(schema.attempts.petitionId, petition.id));
  return rows.map(({ postedAt }) => postedAt);
}
