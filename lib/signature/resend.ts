import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { executePrepared } from '@/db/client.ts';
import type { LetterKind } from '@/db/schema/mail.ts';
import type { Address } from '../address/address.ts';
import type { Locale } from '../i18n/locales.ts';
import { duplicateKey, type PetitionKeys, petitionKeys } from '../keys/petition-keys.ts';
import { recipientOf } from '../keys/recipient-keys.ts';
import { suppressionKeysOf } from '../keys/suppression-keys.ts';
import { cappedRecipient, grantLetters } from '../mail/caps.ts';
import { letterPriority, sealLetter } from '../mail/letters.ts';
import type { Petition } from '../petition/read.ts';
import { hashToken, newToken, type Token } from '../token.ts';
import { openAttempt } from './sealed.ts';
import { untilStep } from './step.ts';

/** What an address gets that asks for its letter again; `nothing` where it is new here, or wants no letters. */
interface Wanted {
  readonly kind: Extract<LetterKind, 'confirm-signature' | 'already-signed'> | 'nothing';
  /** The attempt that the letter belongs to: the one that waits, or a new one. */
  readonly attempt: string;
  readonly token: Token;
}

/**
 * Sends a lost letter again: to whoever waits the link they had, to whoever signed one to their own page, within the
 * caps of the address. To whoever asks nothing tells which it was: not the answer, and not the time it takes (VE-07).
 */
export async function resendLetter(petition: Petition, address: Address, language: Locale, now: Date): Promise<void> {
  const began = performance.now();
  const keys = await petitionKeys(petition.id);
  const duplicate = duplicateKey(keys, address.canonical).toString('hex');
  const wanted = await findWanted(petition, keys, { duplicate, canonical: address.canonical, now });
  await writeResend(petition, wanted, { duplicate, address, language, now });
  await untilStep(began);
}

interface StateRow extends Record<string, unknown> {
  signed: boolean;
  suppressed: boolean;
  attempt: string | null;
  sealed: string | null;
}

async function findWanted(
  petition: Petition,
  keys: PetitionKeys,
  { canonical, duplicate, now }: { canonical: string; duplicate: string; now: Date },
): Promise<Wanted> {
  const suppressions = (await suppressionKeysOf(canonical, now)).map((key) => key.toString('hex'));
  const [row] = await executePrepared<StateRow>(sql`
    select exists (select from signatures where petition_id = ${petition.id}::uuid and duplicate_key = decode(${duplicate}, 'hex')) as signed,
      exists (select from suppressions x, jsonb_array_elements_text(${JSON.stringify(suppressions)}::text::jsonb) k
        where x.address_key = decode(k, 'hex')) as suppressed,
      a.id as attempt, encode(a.sealed, 'hex') as sealed
    from (select 1) one left join lateral (
      select id, sealed from attempts where petition_id = ${petition.id}::uuid and duplicate_key = decode(${duplicate}, 'hex')
        and sealed is not null and posted_at > now() - interval '7 days'
      order by posted_at desc, slot desc limit 1
    ) a on true`);
  const fresh = { attempt: randomUUID(), token: newToken() };
  if (!row || row.suppressed) return { kind: 'nothing', ...fresh };
  if (row.signed) return { kind: 'already-signed', ...fresh };
  if (!row.attempt || !row.sealed) return { kind: 'nothing', ...fresh };
  const { token } = openAttempt(keys, row.attempt, Buffer.from(row.sealed, 'hex'));
  return token ? { kind: 'confirm-signature', attempt: row.attempt, token } : { kind: 'nothing', ...fresh };
}

interface Asked {
  readonly duplicate: string;
  readonly address: Address;
  readonly language: Locale;
  readonly now: Date;
}

/** One statement, whatever it comes to; where it writes nothing it commits as much (sign.ts). */
async function writeResend(petition: Petition, { attempt, kind, token }: Wanted, asked: Asked): Promise<void> {
  const { address, duplicate, language, now } = asked;
  const wording = petition.letterWording === 'plain' ? {} : { wording: petition.letterWording };
  const letter = await sealLetter(attempt, { mailbox: address.mailbox, language, token, ...wording }, now);
  const capped = cappedRecipient(await recipientOf(address.canonical, petition.id, now));
  const posting = {
    ...capped,
    attempt,
    kind,
    petition: petition.id,
    version: petition.text.id,
    duplicate_key: duplicate,
    token_hash: hashToken(token).toString('hex'),
    priority: kind === 'nothing' ? 0 : letterPriority[kind],
    key_hour: letter.keyHour,
    letter_sealed: letter.sealed.toString('hex'),
    letter_domain: letter.domainMark,
  };
  await executePrepared(sql`
    with posted as (
      select *, decode(duplicate_key, 'hex') as duplicate, (
        select min(g) from generate_series(1, 3) g where not exists (
          select from attempts a where a.petition_id = petition and a.duplicate_key = decode(r.duplicate_key, 'hex') and a.slot = g)
      ) as slot
      from jsonb_to_record(${JSON.stringify(posting)}::text::jsonb) as r(
        attempt uuid, kind text, petition uuid, version uuid, duplicate_key text, token_hash text, priority int, key_hour int,
        letter_sealed text, letter_domain int, recipient text, mark int, last_recipient text, last_mark int)
    ), wanted as (
      select * from posted where kind = 'confirm-signature' or (kind = 'already-signed' and slot is not null)
    ), granted as (
      ${grantLetters(sql`wanted`)}
    ), attempted as (
      insert into attempts (id, petition_id, version_id, duplicate_key, slot, token_hash, sealed, posted_at)
      select attempt, petition, version, duplicate, slot, decode(token_hash, 'hex'), null, date_trunc('hour', now(), 'UTC')
      from wanted where kind = 'already-signed' and exists (select from granted)
      on conflict do nothing returning id
    ), queued as (
      -- A letter that still waits to leave is on its way already.
      insert into letters (id, petition_id, kind, priority, key_hour, sealed, domain_mark)
      select attempt, petition, kind, priority, key_hour, decode(letter_sealed, 'hex'), letter_domain from wanted
      where exists (select from granted) and (kind = 'confirm-signature' or attempt in (select id from attempted))
      on conflict (id) do nothing returning id
    ), levelled as (
      select pg_logical_emit_message(true, 'sign', repeat('.', 900)) where not exists (select from queued)
    )
    select count(*) as levelled from levelled`);
}
