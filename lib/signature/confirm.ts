import { sql } from 'drizzle-orm';
import { batchWrites } from '@/db/batch.ts';
import { executePrepared } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { once } from '@/db/once.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { dataKeys, namingKey } from '../keys/petition-keys.ts';
import { suppressionKeysOf } from '../keys/suppression-keys.ts';
import { SIGN_CODES } from '../log/entry/entry.ts';
import { letterPriority, sealLetter, thanksLetterId } from '../mail/letters.ts';
import { isOpenToSite } from '../petition/modes.ts';
import type { Token } from '../token.ts';
import { lockConfirmed } from '../transparency/locks.ts';
import { CONSENT_WORDING, type Corrections } from './fields.ts';
import { type FoundAttempt, findByToken } from './find.ts';
import { shownWith } from './public-names.ts';
import { type AttemptSecrets, openAttempt, recordBehindRefusal, sealSignature } from './sealed.ts';
import { displayKinds, displayOf, publicNameId, shownName } from './shown-name.ts';

export type ConfirmOutcome = 'confirmed' | 'already-confirmed' | 'closed' | 'unknown';

interface Confirmation {
  readonly attempt: string;
  /** Hex; null where nothing of the signer is kept. */
  readonly sealed: string | null;
  readonly consents: readonly string[];
  /** Empty where none was given. It is counted, and kept only sealed. Null where the site does not know it. */
  readonly country: string | null;
  readonly logged: LoggedSignature | null;
  /** Null for those who asked for no letters. */
  readonly thanks: ThankYou | null;
  /** Null for those who are not shown. */
  readonly shown: ShownName | null;
}

interface ShownName {
  readonly public_name: string;
  readonly shown_name: string;
}

/** What the log and later acts on its entry need, in hex. Null in attempts from before the log (lib/transparency/adopt.ts). */
interface LoggedSignature {
  readonly commitment: string;
  readonly sealed_entry: string;
}

/** The letter in the form in which it is written, hex where the column holds bytes. */
interface ThankYou {
  readonly letter: string;
  readonly key_hour: number;
  readonly letter_sealed: string;
  readonly suppression_keys: readonly string[];
}

/**
 * Makes an attempt count. The signature, its consents, the change of the count, its line in the log and the end of
 * the attempt are one statement: all of it is true or none. Repeating it changes nothing and ends well, because mail scanners
 * and impatient thumbs repeat it. What the mailbox's owner corrects takes the place of what was posted (SA-12).
 */
export async function confirmSignature(token: Token, corrections?: Corrections): Promise<ConfirmOutcome> {
  const found = await findByToken(token);
  if (!found) return 'unknown';
  if (found.kind === 'signature') return 'already-confirmed';
  if (found.tooLate) return 'closed';
  if (await writeConfirmation(await prepareConfirmation(found, token, corrections))) return 'confirmed';
  // Somebody else's click on the same address came first, or a refusal did.
  return (await findByToken(token))?.kind === 'signature' ? 'already-confirmed' : 'unknown';
}

/** What becomes of an attempt by its petition's mode: opened and sealed anew, moved as it is, or nothing (safety.md §7.2). */
async function prepareConfirmation(
  found: FoundAttempt,
  token: Token,
  corrections?: Corrections,
): Promise<Confirmation> {
  const logged = await prepareEntry(found, token);
  if (!isOpenToSite(found.mode)) {
    const record = recordBehindRefusal(found.sealed)?.toString('hex') ?? null;
    return { attempt: found.id, sealed: record, consents: [], country: null, logged, thanks: null, shown: null };
  }
  const keys = await dataKeys(found.petitionId);
  const attempt = { ...openAttempt(keys, found.id, found.sealed), ...corrections };
  const { canonical, consents, country, language, mailbox, name } = attempt;
  const follows = consents.includes('updates') || consents.includes('partner-updates');
  const domain = canonical.slice(canonical.lastIndexOf('@') + 1);
  const secrets = { name, country, language, domain, ...(follows ? { mailbox } : {}) };
  const sealed = sealSignature(keys, found.id, secrets).toString('hex');
  const thanks = follows ? await writeThanks(found.id, attempt, token) : null;
  const shown_name = found.mode === 'public' ? shownName(name, displayOf(consents)) : null;
  const shown =
    shown_name === null ? null : { public_name: publicNameId(await namingKey(found.petitionId), found.id), shown_name };
  const agreed = consents.filter((kind) => shown !== null || !isDisplay(kind));
  return { attempt: found.id, sealed, consents: agreed, country, logged, thanks, shown };
}

/** The nonce goes over as it is; which entry will be the signature's is locked. */
async function prepareEntry(
  { id, petitionId, sealedNonce }: FoundAttempt,
  token: Token,
): Promise<LoggedSignature | null> {
  if (!sealedNonce) return null;
  const { commitment, sealedEntry } = await lockConfirmed(petitionId, id, sealedNonce, token);
  return {
    commitment: commitment.toString('hex'),
    sealed_entry: sealedEntry.toString('hex'),
  };
}

/**
 * Only who asked for letters is thanked by one. Everybody else's mailbox is forgotten with this confirmation, and a
 * letter more would be one piece of evidence more in a mailbox that others may read; their page says the same.
 */
async function writeThanks(signature: string, { canonical, language, mailbox }: AttemptSecrets, token: Token) {
  const now = await currentTime();
  const letter = await sealLetter(thanksLetterId(signature), { mailbox, language, token }, now);
  return {
    letter: letter.id,
    key_hour: letter.keyHour,
    letter_sealed: letter.sealed.toString('hex'),
    suppression_keys: (await suppressionKeysOf(canonical, now)).map((key) => key.toString('hex')),
  };
}

/**
 * The part of the statement that thanks: one letter for one signature, and none for an address that was blocked while
 * its attempt waited. The caps (lib/mail/caps.ts) neither stop nor count it: they are about letters that strangers
 * make us send, and this one is caused by whoever reads the mailbox, once.
 */
const thanked = sql`thanked as (
      insert into letters (id, petition_id, kind, priority, key_hour, sealed)
      select p.letter, s.petition_id, 'thanks', ${letterPriority.thanks}::smallint, p.key_hour, decode(p.letter_sealed, 'hex')
      from signed s join (select distinct on (attempt) * from posted) p on p.attempt = s.id
      where p.letter is not null and not exists (
        select from suppressions x, unnest(p.suppression_keys) k where x.address_key = decode(k, 'hex'))
      on conflict do nothing
    ), `;

/** An attempt of a petition that has become private since was asked a question that is no longer put. */
const isDisplay = (kind: ConsentKind): boolean => displayKinds.some((known) => known === kind);

async function writeConfirmations(confirmations: readonly Confirmation[]): Promise<readonly boolean[]> {
  const posted = confirmations.map(({ logged, shown, thanks, ...rest }, n) => ({
    ...rest,
    ...logged,
    ...shown,
    ...thanks,
    n,
  }));
  const anyShown = confirmations.some(({ shown }) => shown !== null);
  const anyThanks = confirmations.some(({ thanks }) => thanks !== null);
  const rows = await executePrepared<{ confirmed: boolean }>(sql`
    with posted as (
      select * from jsonb_to_recordset(${JSON.stringify(posted)}::text::jsonb) as r(
        n int, attempt uuid, sealed text, consents text[], country text,
        letter uuid, key_hour int, letter_sealed text, suppression_keys text[],
        public_name uuid, shown_name text, commitment text, sealed_entry text)
    ), locked as (
      -- All attempts of these addresses, in the one order in which everybody locks them: two letters of one mailbox,
      -- opened at once, must not wait for each other. A refusal waits here, too, or its attempt is not seen at all.
      select * from attempts where (petition_id, duplicate_key) in
        (select petition_id, duplicate_key from attempts where id in (select attempt from posted))
      order by duplicate_key, id
      for update
    ), held as (
      select a.* from locked a join petitions p on p.id = a.petition_id
      where a.id in (select attempt from posted) and a.sealed is not null
        and a.posted_at > now() - interval '7 days'
        and coalesce(least(p.closed_at, p.closes_at) + interval '24 hours' > now(), true)
    ), signed as (
      insert into signatures (id, petition_id, version_id, duplicate_key, token_hash, sealed, sealed_nonce, sealed_entry,
        partner_id, share_code, confirmed_on)
      select h.id, h.petition_id, h.version_id, h.duplicate_key, h.token_hash, decode(p.sealed, 'hex'),
        h.sealed_nonce, decode(p.sealed_entry, 'hex'), h.partner_id, h.share_code,
        (now() at time zone 'UTC')::date
      from held h join (select distinct on (attempt) * from posted) p on p.attempt = h.id
      order by h.duplicate_key, h.id
      on conflict do nothing returning *
    ), consented as (
      insert into consents (signature_id, kind, wording, given_on)
      select s.id, unnest(p.consents), ${CONSENT_WORDING}, s.confirmed_on
      from signed s join (select distinct on (attempt) * from posted) p on p.attempt = s.id
    ), counted as (
      insert into count_changes (petition_id, partner_id, share_code, country, confirmed)
      select s.petition_id, s.partner_id, s.share_code, p.country, 1
      from signed s join (select distinct on (attempt) * from posted) p on p.attempt = s.id
    ), logged as (
      insert into log_pending (kind, petition_id, code, digest)
      select 'sign', s.petition_id, ${SIGN_CODES.link}::smallint, decode(p.commitment, 'hex')
      from signed s join (select distinct on (attempt) * from posted) p on p.attempt = s.id
      where p.commitment is not null
    ), ${anyThanks ? thanked : sql``}${anyShown ? shownWith(sql`posted`) : sql``}ended as (
      delete from attempts where id in (select id from signed)
    ), emptied as (
      -- Other letters to this mailbox still lead to the signature, but what was typed with them is no longer needed.
      update attempts a set sealed = null, sealed_nonce = null from signed s
      where a.petition_id = s.petition_id and a.duplicate_key = s.duplicate_key and a.id <> s.id
    )
    select n, row_number() over (partition by attempt order by n) = 1 and attempt in (select id from signed) as confirmed
    from posted order by n`);
  return rows.map((row) => row.confirmed);
}

const writeConfirmation = (confirmation: Confirmation): Promise<boolean> =>
  once('confirm-batch', () => batchWrites(writeConfirmations))(confirmation);
