import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { readAddress } from '../address/address.ts';
import { settings } from '../env.ts';
import { noteBlocks } from '../erasures/blocks.ts';
import { noteEvent } from '../journal.ts';
import { duplicateKeyIfKept } from '../keys/petition-keys.ts';
import { suppressionKey } from '../keys/suppression-keys.ts';
import { hashToken, newToken } from '../token.ts';
import { thanksLetterIdOf } from './letters.ts';
import { type TroubledSignature, takeNewsTrouble } from './news-trouble.ts';
import { type EventProof, type MailEvent, readEvent } from './provider.ts';

export type EventOutcome = 'taken' | 'known' | 'ignored' | 'forged' | 'not-set-up';

type Trouble = 'bounced' | 'complained';

/**
 * Takes in what the provider tells: an address that does not exist, and one whose owner calls our letters spam, get
 * no more of them. An event counts once, however often it is told.
 */
export async function takeMailEvent(body: string, proof: EventProof, now: Date): Promise<EventOutcome> {
  const { RESEND_WEBHOOK_SECRET: secret } = settings();
  if (!secret) return 'not-set-up';
  const event = readEvent(body, proof, secret);
  if (!event) return 'forged';
  const trouble = troubleOf(event);
  if (!trouble) return 'ignored';
  const canonicals = addressesOf(event);
  const isNew = await database().transaction(async (tx) => {
    const rows = await tx.execute(
      sql`insert into mail_events (id) values (${proof.id}) on conflict do nothing returning 1`,
    );
    if (rows.length === 0) return false;
    for (const canonical of canonicals) await blockAddress(tx, canonical, { trouble, from: senderOf(event) }, now);
    return true;
  });
  if (isNew) noteEvent('the provider told of an address', { kind: trouble, count: canonicals.length });
  return isNew ? 'taken' : 'known';
}

/** What of an event concerns us. A mailbox that is full or away today may be there tomorrow. */
function troubleOf(event: MailEvent): Trouble | null {
  switch (event.type) {
    case 'email.bounced':
      return /^(transient|undetermined)$/i.test(event.data?.bounce?.type ?? '') ? null : 'bounced';
    case 'email.suppressed':
      return 'bounced';
    case 'email.complained':
      return 'complained';
    default:
      return null;
  }
}

const senderOf = ({ data }: MailEvent): string => ('from' in data && typeof data.from === 'string' ? data.from : '');

/** The addresses an event speaks of, in the spelling by which they are compared. */
function addressesOf(event: MailEvent): string[] {
  const to: unknown = 'to' in event.data ? event.data.to : [];
  return (Array.isArray(to) ? to : [to])
    .map((address) => (typeof address === 'string' ? readAddress(address.replace(/^.*<(.*)>$/, '$1')) : 'wrong'))
    .flatMap((address) => (typeof address === 'string' ? [] : [address.canonical]));
}

/**
 * The address gets no letters for twelve months, and those that wait for it are taken back. Which petitions it was
 * about is found by the keys of the petitions, because letters that left are forgotten here, and the provider was
 * never told.
 */
async function blockAddress(
  tx: Transaction,
  canonical: string,
  { from, trouble }: { readonly from: string; readonly trouble: Trouble },
  now: Date,
): Promise<void> {
  const key = await suppressionKey(canonical, now);
  // Nobody is ever given this token: whoever lifted the block would only lose letters again.
  const token = hashToken(newToken());
  const places = await placesOf(tx, canonical);
  const hasComplained = trouble === 'complained';
  const news = await takeNewsTrouble(tx, await signaturesAt(tx, places), { from, hasComplained });
  await tx.execute(sql`
    with place as (
      select petition, decode(duplicate, 'hex') as duplicate
      from jsonb_to_recordset(${JSON.stringify(places)}::text::jsonb) as r(petition uuid, duplicate text)
    ), waiting as (
      select a.id, a.petition_id from attempts a join place p on a.petition_id = p.petition and a.duplicate_key = p.duplicate
    ), signed as (
      select s.id, s.petition_id from signatures s join place p on s.petition_id = p.petition and s.duplicate_key = p.duplicate
    ), unsent as (
      delete from letters where batch_id is null
        and (id in (select id from waiting) or id in (select ${thanksLetterIdOf(sql`id`)} from signed))
    ), told as (
      select petition_id, case when petition_id in (
        select value::uuid from jsonb_array_elements_text(${JSON.stringify(news)}::text::jsonb)
      ) then 'update' else 'already-signed' end as kind from signed
      union
      select petition_id, 'confirm-signature' from waiting where petition_id not in (select petition_id from signed)
    )
    insert into letter_tallies as t (petition_id, kind, day, bounced, complained)
    select petition_id, kind, (now() at time zone 'UTC')::date, ${trouble === 'bounced' ? 1 : 0}::int, ${trouble === 'complained' ? 1 : 0}::int
    from told order by petition_id, kind
    on conflict (petition_id, kind, day) do update
      set bounced = t.bounced + excluded.bounced, complained = t.complained + excluded.complained`);
  // After the letters, as a refusal does (lib/signature/refuse.ts).
  await block(tx, { address: key, token }, now);
}

/** A block that stands already keeps its token: its letter still lifts it. Noted outside the database, too (lib/erasures). */
async function block(
  tx: Transaction,
  { address, token }: { readonly address: Buffer; readonly token: Buffer },
  now: Date,
): Promise<void> {
  const rows = await tx.execute(sql`
    insert into suppressions (address_key, token_hash, suppressed_on)
    values (decode(${address.toString('hex')}, 'hex'), decode(${token.toString('hex')}, 'hex'), (now() at time zone 'UTC')::date)
    on conflict (address_key) do nothing returning 1`);
  if (rows.length > 0) await noteBlocks([{ kind: 'blocked', address, token }], now);
}

type Places = readonly { readonly petition: string; readonly duplicate: string }[];

async function signaturesAt(tx: Transaction, places: Places): Promise<TroubledSignature[]> {
  const rows = await tx.execute<{ id: string; petition: string }>(sql`
    select s.id, s.petition_id as petition
    from jsonb_to_recordset(${JSON.stringify(places)}::text::jsonb) as r(petition uuid, duplicate text)
    join signatures s on s.petition_id = r.petition and s.duplicate_key = decode(r.duplicate, 'hex')`);
  return rows.map(({ id, petition: petitionId }) => ({ id, petitionId }));
}

/** Under which keys the address would stand on each petition that still has them. */
async function placesOf(tx: Transaction, canonical: string): Promise<{ petition: string; duplicate: string }[]> {
  const petitions = await tx.execute<{ id: string }>(sql`select id from petitions where published_at is not null`);
  const places: { petition: string; duplicate: string }[] = [];
  for (const { id } of petitions) {
    const duplicate = await duplicateKeyIfKept(id, canonical);
    if (duplicate) places.push({ petition: id, duplicate: duplicate.toString('hex') });
  }
  return places;
}

/** Events are told again for a day at most; after that their age alone refuses them. Answers how many were forgotten. */
export async function forgetMailEvents(): Promise<number> {
  const rows = await database().execute(sql`
    delete from mail_events where id in (
      select id from mail_events where received_at < now() - interval '3 days' limit 500
    ) returning 1`);
  return rows.length;
}
