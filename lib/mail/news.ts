import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { database, type Transaction } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import type { Locale } from '../i18n/locales.ts';
import { newsLetterId } from '../keys/news-keys.ts';
import type { WrittenLetter } from './write.tsx';

/**
 * Takes back the letters of news that still wait for these signers, in the transaction that ends the wish for them. Call
 * it after what ends the wish is written: it waits for the page of letters that is being written at this moment, and
 * the next page sees that the wish is gone. Letters whose batch is made are on their way.
 */
export async function takeBackNews(
  tx: Transaction,
  petitionId: string,
  signatureIds: readonly string[],
): Promise<void> {
  const sendings = await tx.execute<{ id: string }>(sql`
    select s.update_id as id from update_sendings s join updates u on u.id = s.update_id
    where u.petition_id = ${petitionId} and s.ended_at is null order by s.update_id for share of s`);
  if (sendings.length === 0 || signatureIds.length === 0) return;
  const ids = await Promise.all(sendings.flatMap(({ id }) => signatureIds.map((one) => newsLetterId(id, one))));
  await tx.execute(sql`
    delete from letters where batch_id is null
      and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`);
}

/** The sendings under way in which this signer has a letter, sent or not. */
export async function sendingsTo(tx: Transaction, petitionId: string, signatureId: string): Promise<string[]> {
  const sendings = await tx.execute<{ id: string }>(sql`
    select s.update_id as id from update_sendings s join updates u on u.id = s.update_id
    where u.petition_id = ${petitionId} and s.ended_at is null`);
  const letters = await Promise.all(
    sendings.map(async ({ id }) => ({ update: id, letter: await newsLetterId(id, signatureId) })),
  );
  const rows = await tx.execute<{ id: string }>(sql`
    select update_id as id from update_letters where letter_id in (
      select (value->>'letter')::uuid from jsonb_array_elements(${JSON.stringify(letters)}::text::jsonb))`);
  return rows.map(({ id }) => id);
}

/** Few are read at a time, and each of them by hundreds of thousands of letters. */
const sheets = () => once('update-sheets', () => new LRUCache<string, WrittenLetter>({ max: 50 }));

/** An update laid out for the readers of a language; its letters wait for it, so it is there. */
export async function readSheet(updateId: string, language: Locale): Promise<WrittenLetter> {
  const name = `${updateId}/${language}`;
  const known = sheets().get(name);
  if (known) return known;
  const [sheet] = await database().execute<{ subject: string; html: string; text: string }>(sql`
    select subject, html, text from update_sheets where update_id = ${updateId} and language = ${language}`);
  if (!sheet) throw new Error('An update was not laid out before its letters were written.');
  sheets().set(name, sheet);
  return sheet;
}

/** Writes down an update as it is laid out. The first one stays: letters may have left that were written from it. */
export async function keepSheet(updateId: string, language: Locale, sheet: WrittenLetter): Promise<void> {
  const { html, subject, text } = sheet;
  await database().execute(sql`
    insert into update_sheets (update_id, language, subject, html, text)
    values (${updateId}, ${language}, ${subject}, ${html}, ${text}) on conflict do nothing`);
}
