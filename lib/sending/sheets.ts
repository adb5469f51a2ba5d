import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { settings } from '../env.ts';
import { type Locale, readLocale } from '../i18n/locales.ts';
import { keepSheet } from '../mail/news.ts';
import { layOutUpdate } from '../mail/write.tsx';
import { renderMarkdown } from '../petition/markdown.ts';
import { updatePath } from '../urls.ts';
import type { Sending } from './due.ts';

/** What this process knows to be laid out. */
const laid = () => once('sheets-laid', () => new Set<string>());

/**
 * Lays an update out for each of these languages, once for all workers: hundreds of thousands of letters differ in
 * their link alone. What is laid out stays the same while a version of the petition or of this house changes, so that
 * a letter is the same bytes at every try.
 */
export async function laySheets(sending: Sending, languages: ReadonlySet<string>): Promise<void> {
  for (const language of languages) {
    const reader = readLocale(language);
    const name = `${sending.updateId}/${language}`;
    if (!reader || laid().has(name)) continue;
    await keepSheet(sending.updateId, reader, await layOut(sending, reader));
    laid().add(name);
  }
}

async function layOut({ number, petitionId, slug, updateId }: Sending, reader: Locale) {
  // The reader's language, else English, else the first there is: as the public page does.
  const inOrder = sql`order by (t.language = ${reader}) desc, (t.language = 'en') desc, t.language limit 1`;
  const [text] = await database().execute<{ language: string; title: string; body: string }>(sql`
    select t.language, t.title, t.body from update_texts t
    where t.update_id = ${updateId} and t.title <> '' and t.body <> '' ${inOrder}`);
  const [petition] = await database().execute<{ title: string }>(sql`
    select t.title from petition_texts t join petition_versions v on v.id = t.version_id
    where v.id = (select id from petition_versions where petition_id = ${petitionId} and published_at is not null
      order by version desc limit 1) ${inOrder}`);
  if (!text || !petition) throw new Error('An update without words was published.');
  const { body, language, title } = text;
  return layOutUpdate(
    {
      petition: petition.title,
      title,
      html: renderMarkdown(body),
      language: readLocale(language) ?? reader,
      url: updatePath(reader, slug, number),
    },
    reader,
    settings().APP_URL,
  );
}

/** Forgets how updates looked as letters once none of their letters is left. Answers how many were forgotten. */
export async function forgetSheets(): Promise<number> {
  const rows = await database().execute(sql`
    delete from update_sheets where update_id in (
      select s.update_id from update_sendings s where s.ended_at is not null
        and not exists (select from letters l where l.update_id = s.update_id)
    ) returning 1`);
  return rows.length;
}
