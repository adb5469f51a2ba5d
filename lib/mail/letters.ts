import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { LetterKind } from '@/db/schema/mail.ts';
import type { LetterWording } from '@/db/schema/petition.ts';
import type { Locale } from '../i18n/locales.ts';
import { hourKey, readHourKey } from '../keys/hour-keys.ts';
import { seal, unseal } from '../keys/seal.ts';
import type { Token } from '../token.ts';
import { domainMark } from './domain-pace.ts';

/** What a letter says and to whom. It stands in the outbox sealed, and is gone once the provider has it. */
export interface LetterSecrets {
  readonly mailbox: string;
  readonly language: Locale;
  /** What the letter's link opens; letters whose link opens nothing carry one that was never given out. */
  readonly token: Token;
  /**
   * The petition's choice among the wordings of its confirmation letter; none is the plain one. A letter "withdrawn"
   * says by it that the details alone were erased and what was confirmed goes on to count.
   */
  readonly wording?: LetterWording | 'erased';
  /** For letters that carry the team's own words: they must be the same bytes at every try, so they travel along. */
  readonly news?: { readonly title: string; readonly html: string };
  /** For letters of news: which update it is, and whether the letter may tell what is in it (safety.md §7.1). */
  readonly update?: { readonly id: string; readonly number: number; readonly tellsAll: boolean };
}

/** A letter ready to be written into the outbox in the transaction of the fact it speaks of. */
export interface SealedLetter {
  readonly id: string;
  readonly keyHour: number;
  readonly sealed: Buffer;
}

/** One that a stranger asked for, and so is paced by its domain. */
export interface AskedLetter extends SealedLetter {
  /** Null for domains that are not paced (domain-pace.ts). */
  readonly domainMark: number | null;
}

/** Lower goes first: a confirmation waits for nobody. */
export const letterPriority: Record<LetterKind, number> = {
  'confirm-signature': 0,
  'already-signed': 0,
  'sign-in': 0,
  invitation: 1,
  'endorsement-asked': 1,
  'export-ready': 1,
  'update-preview': 1,
  reminder: 2,
  withdrawn: 2,
  thanks: 3,
  update: 4,
};

/** A letter has the id of what it speaks of, so that a refusal finds the letters that are not yet on their way. */
export async function sealLetter(id: string, secrets: LetterSecrets, now: Date): Promise<AskedLetter> {
  const { hour, key } = await hourKey(now);
  const domain = domainMark(secrets.mailbox, key);
  return { id, keyHour: hour, domainMark: domain, sealed: seal(key, JSON.stringify(secrets), `letter/${id}`) };
}

/**
 * The id of a signature's thank-you letter. It is not the signature's own, because the letter that was confirmed by
 * may still stand in the outbox under that one. A hash and not random: there can be no second one beside it, and
 * whoever withdraws finds it while it waits.
 */
export function thanksLetterId(signatureId: string): string {
  const hash = createHash('sha256').update(`thanks/${signatureId}`).digest('hex').slice(0, 32);
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The same, worked out by the database: `signatureId` names a column. */
export const thanksLetterIdOf = (signatureId: SQL): SQL =>
  sql`encode(substr(sha256(convert_to('thanks/' || ${signatureId}::text, 'UTF8')), 1, 16), 'hex')::uuid`;

/** Null when the hour's key is gone, and the letter with it. */
export async function openLetter(letter: SealedLetter): Promise<LetterSecrets | null> {
  const key = await readHourKey(letter.keyHour);
  // The cast holds because the key opens only what sealLetter sealed for this id.
  return key && (JSON.parse(unseal(key, letter.sealed, `letter/${letter.id}`).toString()) as LetterSecrets);
}
