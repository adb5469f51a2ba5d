import type { Sql } from '@/db/connect.ts';

const COALITIONS = 50;

/**
 * So many published petitions, each in three languages, by statement instead of by the rules: nobody signs them. Their
 * words are drawn from a vocabulary whose common words stand in many texts and whose rare ones in few, as in any language.
 */
export async function plantManyPetitions(sql: Sql, petitions: number): Promise<void> {
  await sql`
    with coalition as (
      insert into coalitions (slug, name)
      select 'many-' || n, jsonb_build_object('en', 'Coalition ' || n) from generate_series(1, ${COALITIONS}) n returning id, slug
    )
    insert into campaigns (coalition_id, slug, title, goal, published_at)
    select id, slug, '{"en":"A campaign"}', '{"en":"A goal"}', now() from coalition`;
  await sql`
    insert into petitions (campaign_id, slug, goal_steps, closes_at)
    select c.id, 'many-petition-' || n, '{100,1000}', case when n % 3 = 0 then now() + n * interval '1 hour' end
    from generate_series(1, ${petitions}) n join campaigns c on c.slug = 'many-' || (n % ${COALITIONS} + 1)`;
  await sql`
    insert into petition_versions (petition_id, version) select id, 1 from petitions where slug like 'many-petition-%'`;
  await sql`
    insert into petition_texts (version_id, language, title, demand, addressee, act, body)
    select v.id, l.language, ${wordsFrom(sql, 6)}, ${wordsFrom(sql, 20)}, ${wordsFrom(sql, 3)},
      ${wordsFrom(sql, 3)}, ${wordsFrom(sql, 60)}
    from petition_versions v join petitions p on p.id = v.petition_id
    cross join (values ('en', 'word', 'bcdfghjklm'), ('ru', 'слово', 'бвгджзклмн'), ('uk', 'речення', 'бвгджзклмн'))
      l(language, stem, letters)
    where p.slug like 'many-petition-%'`;
  await sql`
    update petition_versions v set published_at = now() - (random() * 1000) * interval '1 hour', sha256 = sha256(v.id::text::bytea)
    from petitions p where p.id = v.petition_id and p.slug like 'many-petition-%'`;
  await sql`
    update petitions p set published_at = v.published_at from petition_versions v
    where v.petition_id = p.id and p.slug like 'many-petition-%'`;
  await sql`
    insert into petition_counts (petition_id, confirmed, withdrawn, invalidated, changed_at)
    select id, (random() * 100000)::int, 0, 0, now() from petitions where slug like 'many-petition-%'`;
  await sql`vacuum analyze`;
}

/**
 * A product of two evenly drawn numbers makes the small ones, the common words, come often. Each is spelt with the same
 * number of letters, so that none begins another.
 */
const wordsFrom = (sql: Sql, many: number) => sql`(
  select string_agg(word, ' ') from (
    select l.stem || translate(to_char(floor(random() * random() * 5000), 'FM0000'), '0123456789', l.letters) as word
    from generate_series(1, ${many}) where v.id is not null
  ) drawn)`;
