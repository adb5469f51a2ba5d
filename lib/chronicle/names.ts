import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { namesOf } from '../access/accounts.ts';
import { pickText } from '../i18n/format.ts';
import type { Locale } from '../i18n/locales.ts';
import type { AuditEntry } from './read.ts';

/** What the ids in a page of records are called. */
export type Names = ReadonlyMap<string, string>;

interface NamedRow extends Record<string, unknown> {
  readonly id: string;
  readonly name: string | LocalText;
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** Looks up, in a few statements however many records there are, how people, petitions and partners are called. */
export async function nameEverything(entries: readonly AuditEntry[], locale: Locale): Promise<Names> {
  const ids = [...new Set(entries.flatMap(({ actor, subject }) => [actor, ...Object.values(subject)]).filter(isId))];
  const wanted = JSON.stringify(ids);
  const rows = await database().execute<NamedRow>(sql`
    with wanted as (select jsonb_array_elements_text(${wanted}::text::jsonb)::uuid as id)
    select p.id, to_jsonb(coalesce(
      (select t.title from petition_texts t join petition_versions v on v.id = t.version_id
        where v.petition_id = p.id order by v.version desc, t.language = ${locale} desc, t.language = 'en' desc limit 1),
      (select nullif(d.title, '') from petition_drafts d
        where d.petition_id = p.id and d.language = p.source_language), p.slug)) as name
    from petitions p join wanted using (id)
    union all select c.id, c.title from campaigns c join wanted using (id)
    union all select p.id, p.name from partners p join wanted using (id)`);
  const members = await database().execute<{ id: string; account_id: string }>(sql`
    select id, account_id from members where id in (select jsonb_array_elements_text(${wanted}::text::jsonb)::uuid)`);
  const people = await namesOf([...ids, ...members.map(({ account_id }) => account_id)]);
  return new Map([
    ...people,
    ...members.map(({ account_id, id }) => [id, people.get(account_id) ?? ''] as const),
    ...rows.map(({ id, name }) => [id, typeof name === 'string' ? name : pickText(name, locale).text] as const),
  ]);
}
