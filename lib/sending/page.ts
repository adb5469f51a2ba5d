import { sql } from 'drizzle-orm';
import { database, type Transaction } from '@/db/client.ts';
import { readAddress } from '../address/address.ts';
import { newsLetterId, newsToken } from '../keys/news-keys.ts';
import { type DataKeys, dataKeys } from '../keys/petition-keys.ts';
import { suppressionKeysOf } from '../keys/suppression-keys.ts';
import { letterPriority, sealLetter } from '../mail/letters.ts';
import { openSignature } from '../signature/sealed.ts';
import type { Sending } from './due.ts';
import { laySheets } from './sheets.ts';

/** How many letters one page writes, and through how many signatures it looks for those who asked for them. */
const [LETTERS, LOOKED] = [1_000, 10_000];

interface Follower extends Record<string, unknown> {
  id: string;
  duplicate_key: string;
  sealed: string;
}

interface Page {
  readonly followers: readonly Follower[];
  /** How far it looked: the next page begins behind it. Hex. */
  readonly last: string | null;
  readonly isLast: boolean;
}

/**
 * Writes the letters of one page of an update's followers into the outbox and moves the sending's place, in one
 * transaction: whoever is killed leaves all of the page or none. Of several workers at the same page one writes it.
 * Answers how many letters were written; null when somebody else did it, or the sending stands still by now.
 */
export async function writePage(sending: Sending, now: Date): Promise<number | null> {
  const page = await readPage(sending);
  const keys = page.followers.length > 0 ? await dataKeys(sending.petitionId) : null;
  const letters = keys ? await Promise.all(page.followers.map((one) => prepareLetter(sending, keys, one, now))) : [];
  const known = letters.filter((letter) => letter !== null);
  if (sending.tellsAll) await laySheets(sending, new Set(known.map(({ language }) => language)));
  return database().transaction(async (tx) => {
    if (!(await movePlace(tx, sending, page))) return null;
    return insertLetters(tx, sending, known);
  });
}

/**
 * The next followers in the order of their duplicate keys, which has its index for each petition. A key is an
 * address's own: whoever withdraws and signs again meanwhile is still met once.
 */
async function readPage({ cursor, petitionId }: Sending): Promise<Page> {
  const from = sql`decode(${cursor ?? ''}, 'hex')`;
  const [reach] = await database().execute<{ last: string | null; looked: number }>(sql`
    select encode(max(duplicate_key), 'hex') as last, count(*)::int as looked from (
      select duplicate_key from signatures where petition_id = ${petitionId} and duplicate_key > ${from}
      order by duplicate_key limit ${LOOKED}
    ) looked`);
  if (!reach?.last) return { followers: [], last: cursor, isLast: true };
  const followers = await database().execute<Follower>(sql`
    select s.id, encode(s.duplicate_key, 'hex') as duplicate_key, encode(s.sealed, 'hex') as sealed
    from signatures s join consents c on c.signature_id = s.id and c.kind = 'updates'
    where s.petition_id = ${petitionId} and s.duplicate_key > ${from} and s.duplicate_key <= decode(${reach.last}, 'hex')
      and s.withdrawn_on is null and s.invalidated_on is null and s.sealed is not null
    order by s.duplicate_key limit ${LETTERS}`);
  const isWhole = followers.length < LETTERS;
  return {
    followers,
    last: isWhole ? reach.last : (followers.at(-1)?.duplicate_key ?? reach.last),
    isLast: isWhole && reach.looked < LOOKED,
  };
}

interface PreparedLetter {
  readonly id: string;
  readonly signature: string;
  readonly language: string;
  readonly suppression_keys: readonly string[];
  readonly key_hour: number;
  readonly letter_sealed: string;
}

/** Null for a signature that keeps no mailbox. */
async function prepareLetter(
  { number, tellsAll, updateId }: Sending,
  keys: DataKeys,
  { id, sealed }: Follower,
  now: Date,
): Promise<PreparedLetter | null> {
  const { language, mailbox } = openSignature(keys, id, Buffer.from(sealed, 'hex'));
  const address = mailbox ? readAddress(mailbox) : 'missing';
  if (!mailbox || typeof address === 'string') return null;
  const update = { id: updateId, number, tellsAll };
  const secrets = { mailbox, language, token: await newsToken(id), update };
  const letter = await sealLetter(await newsLetterId(updateId, id), secrets, now);
  return {
    id: letter.id,
    signature: id,
    language,
    suppression_keys: (await suppressionKeysOf(address.canonical, now)).map((key) => key.toString('hex')),
    key_hour: letter.keyHour,
    letter_sealed: letter.sealed.toString('hex'),
  };
}

/** False when the place is no longer the one that the page was read from. The row stays locked to the end. */
async function movePlace(tx: Transaction, { cursor, updateId }: Sending, { isLast, last }: Page): Promise<boolean> {
  const moved = await tx.execute(sql`
    update update_sendings set cursor = decode(${last}::text, 'hex'), written_at = case when ${isLast}::boolean then now() end
    where update_id = ${updateId} and cursor is not distinct from decode(${cursor}::text, 'hex')
      and written_at is null and stopped_at is null and ended_at is null returning 1`);
  return moved.length > 0;
}

/**
 * A statement of its own: it sees every wish that ended before the place was locked, and one that ends later waits for
 * this transaction and takes its letter back (lib/mail/news.ts).
 */
async function insertLetters(tx: Transaction, sending: Sending, letters: readonly PreparedLetter[]): Promise<number> {
  if (letters.length === 0) return 0;
  const [row] = await tx.execute<{ written: number }>(sql`
    with page as (
      select * from jsonb_to_recordset(${JSON.stringify(letters)}::text::jsonb)
        as r(id uuid, signature uuid, suppression_keys text[], key_hour int, letter_sealed text)
    ), wanted as (
      select p.* from page p join signatures s on s.id = p.signature
      where s.withdrawn_on is null and s.invalidated_on is null and s.sealed is not null
        and exists (select from consents c where c.signature_id = p.signature and c.kind = 'updates')
        and not exists (select from suppressions x, unnest(p.suppression_keys) k where x.address_key = decode(k, 'hex'))
    ), first as (
      insert into update_letters (letter_id, update_id) select id, ${sending.updateId}::uuid from wanted
      on conflict do nothing returning letter_id
    ), queued as (
      insert into letters (id, petition_id, update_id, kind, priority, key_hour, sealed)
      select id, ${sending.petitionId}::uuid, ${sending.updateId}::uuid, 'update', ${letterPriority.update}::int, key_hour,
        decode(letter_sealed, 'hex')
      from wanted where id in (select letter_id from first)
      returning 1
    ), counted as (
      update update_sendings set written = written + (select count(*) from queued) where update_id = ${sending.updateId}
    )
    select count(*)::int as written from queued`);
  return row?.written ?? 0;
}
