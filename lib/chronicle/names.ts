import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { namesOf } from '../access/accounts.ts';
import { pickText } from '../i18n/format.ts';
import type { Locale } from '../i18n/locales.ts';
import type { AuditEntry } from './read.ts';

/** What the ids and slugs in a page of records are called. */
export type Names = ReadonlyMap<string, string>;

export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** Partners and campaigns are also spoken of by their slugs, which are unique among their kind alone. */
export const slugKey = (kind: 'partner' | 'campaign', slug: string): string => `${kind}/${slug}`;

/** Looks up, in a few statements however many records there are, how people, petitions and partners are called. */
export async function nameEverything(
  entries: readonly AuditEntry[],
  locale: Locale,
  coalitionId: string | null,
): Promise<Names> {
  const ids = [...new Set(entries.flatMap(({ actor, subject }) => [actor, ...Object.values(subject)]).filter(isId))];
  const [things, members, slugs] = await Promise.all([
    nameThings(JSON.stringify(ids), locale),
    accountsOfMembers(JSON.stringify(ids)),
    coalitionId ? nameSlugs(coalitionId) : [],
  ]);
  const people = await namesOf([...ids, ...members.map(({ account_id }) => account_id)]);
  return new Map([
    ...people,
    ...members.map(({ account_id, id }) => [id, people.get(account_id) ?? ''] as const),
    ...[...things, ...slugs].map(
      ({ key, name }) => [key, typeof name === 'string' ? name : pickText(name, locale).text] as const,
    ),
  ]);
}

interface Named extends Record<string, unknown> {
  readonly key: string;
  readonly name: string | LocalText;
}

const nameThings = (ids: string, locale: Locale) =>
  database().execute<Named>(sql`
    with wanted as (select jsonb_array_elements_text(${ids}::text::jsonb)::uuid as id)
    select p.id::text as key, to_jsonb(coalesce(
      (select t.title from petition_texts t join petition_versions v on v.id = t.version_id
        where v.petition_id = p.id order by v.version desc, t.language = ${locale} desc, t.language = 'en' desc limit 1),
      (select nullif(d.title, '') from petition_drafts d
        where d.petition_id = p.id and d.language = p.source_language), p.slug)) as name
    from petitions p join wanted using (id)
    union all select u.id::text, to_jsonb(t.title) from updates u join wanted using (id) cross join lateral (
      select title from update_texts where update_id = u.id and title <> ''
      order by language = ${locale} desc, language = 'en' desc limit 1) t
    union all select c.id::text, c.title from campaigns c join wanted using (id)
    union all select p.id::text, p.name from partners p join wanted using (id)`);

const accountsOfMembers = (ids: string) =>
  database().execute<{ id: string; account_id: string }>(sql`
    select id::text, account_id from members where id in (select jsonb_array_elements_text(${ids}::text::jsonb)::uuid)`);

const nameSlugs = (coalitionId: string) =>
  database().execute<Named>(sql`
    select 'partner/' || slug as key, name from partners where coalition_id = ${coalitionId}
    union all select 'campaign/' || slug, title from campaigns where coalition_id = ${coalitionId}`);
