import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { batchWrites } from '@/db/batch.ts';
import { executePrepared } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import type { Locale } from '../i18n/locales.ts';
import { duplicateKey, petitionKeys } from '../keys/petition-keys.ts';
import { recipientOf } from '../keys/recipient-keys.ts';
import { suppressionKeysOf } from '../keys/suppression-keys.ts';
import { type CappedRecipient, cappedRecipient, grantLetters } from '../mail/caps.ts';
import { letterPriority, sealLetter } from '../mail/letters.ts';
import { isOpen, type Petition } from '../petition/read.ts';
import { hashToken, newToken } from '../token.ts';
import { lockNonce } from '../transparency/locks.ts';
import type { Answers } from './fields.ts';
import { sealPosted } from './keep.ts';
import { takeOffered } from './offered.ts';
import { untilStep } from './step.ts';

/** `paused`: the team has paused signing for a while; nothing was written. */
export type SignOutcome = 'accepted' | 'closed' | 'paused';

/** Everything of one posting in the form it is written in; hex where the column holds bytes. */
interface Posting extends CappedRecipient {
  readonly attempt: string;
  readonly petition: string;
  readonly version: string;
  readonly duplicate_key: string;
  readonly token_hash: string;
  readonly sealed: string;
  readonly sealed_nonce: string;
  readonly partner: string | null;
  readonly share: string | null;
  readonly suppression_keys: readonly string[];
  readonly key_hour: number;
  readonly letter_sealed: string;
  readonly letter_domain: number | null;
}

/**
 * Takes a posted form: one attempt and one letter, both or neither, on disk before this answers. Whether the
 * address is new, waiting, confirmed or suppressed changes the letter alone, never the answer: the form must
 * not tell a stranger who has signed (VE-07).
 */
export async function signPetition(
  petition: Petition,
  answers: Answers,
  locale: Locale,
  now: Date,
): Promise<SignOutcome> {
  if (!isOpen(petition, now)) return 'closed';
  if (petition.coalition.signingPausedAt) return 'paused';
  const began = performance.now();
  const outcome = await writePosting(await preparePosting(petition, answers, locale, now));
  await untilStep(began);
  return outcome;
}

async function preparePosting(petition: Petition, answers: Answers, language: Locale, now: Date): Promise<Posting> {
  const keys = await petitionKeys(petition.id);
  const { canonical, mailbox } = answers.address;
  const { country, name } = answers;
  const token = newToken();
  const attempt = randomUUID();
  const share = petition.shareLinks.find((link) => link.code === answers.share);
  const partner = petition.partners.find((p) => p.slug === answers.partner)?.id ?? share?.partnerId ?? null;
  const consents = takeOffered(petition, answers.consents, partner);
  const wording = petition.letterWording === 'plain' ? {} : { wording: petition.letterWording };
  const letter = await sealLetter(attempt, { mailbox, language, token, ...wording }, now);
  const suppressionKeys = await suppressionKeysOf(canonical, now);
  const typed = { name, mailbox, canonical, country, language, consents };
  const sealed = await sealPosted(
    petition,
    {
      ...typed,
      ...{ id: attempt, token },
      suppressionKey: suppressionKeys[0],
    },
    now,
  );
  const opening = { petition: petition.id, textVersion: petition.text.version, email: mailbox };
  return {
    attempt,
    petition: petition.id,
    version: petition.text.id,
    duplicate_key: duplicateKey(keys, canonical).toString('hex'),
    token_hash: hashToken(token).toString('hex'),
    sealed: sealed.toString('hex'),
    sealed_nonce: lockNonce(token, attempt, opening).toString('hex'),
    partner,
    share: share?.code ?? null,
    ...cappedRecipient(await recipientOf(canonical, petition.id, now)),
    suppression_keys: suppressionKeys.map((key) => key.toString('hex')),
    key_hour: letter.keyHour,
    letter_sealed: letter.sealed.toString('hex'),
    letter_domain: letter.domainMark,
  };
}

/**
 * One statement for all postings that arrive together. An address has three slots per petition, and a letter
 * goes out only with a slot and within the address's caps over all petitions (lib/mail/caps.ts): a posting beyond
 * them, or beside another one of its address, is accepted like any other and writes nothing.
 */
async function writePostings(postings: readonly Posting[]): Promise<readonly SignOutcome[]> {
  const rows = await executePrepared<{ n: number; open: boolean; paused: boolean }>(sql`
    with posted as (
      select r.*, decode(r.duplicate_key, 'hex') as duplicate, decode(r.token_hash, 'hex') as token
      from jsonb_to_recordset(${JSON.stringify(postings.map((posting, n) => ({ ...posting, n })))}::text::jsonb) as r(
        n int, attempt uuid, petition uuid, version uuid, duplicate_key text, token_hash text, sealed text,
        sealed_nonce text, partner uuid, share text, suppression_keys text[], key_hour int, letter_sealed text, letter_domain int,
        recipient text, mark int, last_recipient text, last_mark int)
    ), judged as (
      select posted.*, coalesce(least(p.closed_at, p.closes_at) > now(), true) as open,
        o.signing_paused_at is not null as paused,
        exists (select from signatures s where s.petition_id = petition and s.duplicate_key = duplicate) as signed,
        exists (select from suppressions x, unnest(suppression_keys) k where x.address_key = decode(k, 'hex')) as suppressed
      from posted join petitions p on p.id = petition
        join campaigns c on c.id = p.campaign_id join coalitions o on o.id = c.coalition_id
    ), seated as (
      select judged.*, (
        select array_agg(g order by g) from generate_series(1, 3) g
        where not exists (select from attempts a where a.petition_id = petition and a.duplicate_key = duplicate and a.slot = g)
      )[row_number() over (partition by petition, duplicate order by n)] as slot
      from judged where open and not paused and not suppressed
    ), wanted as (
      select distinct on (recipient) * from seated where slot is not null order by recipient, n
    ), granted as (
      ${grantLetters(sql`wanted`)}
    ), attempted as (
      insert into attempts (id, petition_id, version_id, duplicate_key, slot, token_hash, sealed, sealed_nonce, partner_id, share_code,
        posted_at)
      select attempt, petition, version, duplicate, slot, token, case when signed then null else decode(sealed, 'hex') end,
        case when signed then null else decode(sealed_nonce, 'hex') end, partner, share, date_trunc('hour', now(), 'UTC')
      from wanted where decode(recipient, 'hex') in (select recipient_key from granted)
      order by duplicate, slot
      on conflict do nothing returning id
    ), queued as (
      insert into letters (id, petition_id, kind, priority, key_hour, sealed, domain_mark)
      select attempt, petition, case when signed then 'already-signed' else 'confirm-signature' end,
        case when signed then ${letterPriority['already-signed']}::int else ${letterPriority['confirm-signature']}::int end,
        key_hour, decode(letter_sealed, 'hex'), letter_domain
      from seated where attempt in (select id from attempted)
    ), counted as (
      -- A row also where nothing was written: what a posting costs must not tell (VE-07).
      insert into count_changes (petition_id, partner_id, attempted)
      select petition, partner, count(*) filter (where attempt in (select id from attempted)) from judged where open
      group by petition, partner
    ), levelled as (
      -- A posting that writes nothing commits like one that does: how long the answer takes tells nobody who is
      -- waiting or blocked (VE-07). The message is as long as the rows would be, and nobody reads it.
      select pg_logical_emit_message(true, 'sign', repeat('.', 1000)) from judged
      where attempt not in (select id from attempted)
    )
    select n, open, paused, (select count(*) from levelled) as levelled from judged order by n`);
  return rows.map(({ open, paused }) => (!open ? 'closed' : paused ? 'paused' : 'accepted'));
}

const writePosting = (posting: Posting): Promise<SignOutcome> =>
  once('sign-batch', () => batchWrites(writePostings))(posting);
