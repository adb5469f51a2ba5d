import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { decree } from '@/db/seed/decree.ts';
import { plantSeed } from '@/lib/commands/plant-seed.ts';
import { publishVersion } from '@/lib/petition/publish.ts';
import type { House } from './house.ts';

/** A twin of the seed's petition: the same page, another number of signatures. */
export interface Field {
  readonly slug: string;
  readonly petitionId: string;
  readonly versionId: string;
  /** Signatures before anything was measured. */
  readonly planted: number;
}

export const SMALL_SLUG = 'bench-small';
export const LARGE_SLUG = 'bench-large';

/** The seed and its two twins, all published by the rules, so that they have their keys. */
export async function plantPetitions(): Promise<void> {
  const now = await currentTime();
  await plantSeed(now);
  for (const slug of [SMALL_SLUG, LARGE_SLUG]) {
    const outcome = await publishVersion(await plantTwin(slug), 'command', now);
    if (outcome !== 'published') throw new Error(`A twin could not be published: ${outcome}.`);
  }
}

/** The share links alone stay with the seed: their codes are unique. */
async function plantTwin(slug: string): Promise<string> {
  const [row] = await database().execute<{ version: string }>(sql`
    with seed as (
      select p.*, v.id as version_id from petitions p join petition_versions v on v.petition_id = p.id
      where p.slug = ${decree.petition.slug}
    ), petition as (
      insert into petitions (campaign_id, slug, goal_steps, partners_needed)
      select campaign_id, ${slug}, goal_steps, partners_needed from seed returning id
    ), news as (
      insert into updates (petition_id, number, published_at)
      select petition.id, u.number, u.published_at from petition, updates u join seed on seed.id = u.petition_id returning id
    ), news_texts as (
      insert into update_texts (update_id, language, title, body)
      select news.id, t.language, t.title, t.body
      from news, update_texts t join updates u on u.id = t.update_id join seed on seed.id = u.petition_id
    )
    insert into petition_versions (petition_id, version) select id, 1 from petition returning id as version`);
  if (!row) throw new Error('A twin was not written.');
  await database().execute(sql`
    insert into petition_texts (version_id, language, title, demand, addressee, act, body)
    select ${row.version}, t.language, t.title, t.demand, t.addressee, t.act, t.body from petition_texts t
    join petition_versions v on v.id = t.version_id join petitions p on p.id = v.petition_id where p.slug = ${decree.petition.slug}`);
  await database().execute(sql`
    insert into endorsements (version_id, partner_id, endorsed_at)
    select ${row.version}, e.partner_id, e.endorsed_at from endorsements e
    join petition_versions v on v.id = e.version_id join petitions p on p.id = v.petition_id where p.slug = ${decree.petition.slug}`);
  return row.version;
}

const PORTION = 100_000;

/** Signatures of people who never were, as large as those of people who are. */
export async function plantSignatures(house: House, slug: string, planted: number): Promise<Field> {
  const [row] = await database()
    .select({ petitionId: schema.petitions.id, versionId: schema.petitionVersions.id })
    .from(schema.petitions)
    .innerJoin(schema.petitionVersions, eq(schema.petitionVersions.petitionId, schema.petitions.id))
    .where(eq(schema.petitions.slug, slug));
  if (!row) throw new Error('A twin is missing.');
  const { petitionId, versionId } = row;
  for (let done = 0; done < planted; done += PORTION) {
    await house.sql`
      insert into signatures (id, petition_id, version_id, duplicate_key, token_hash, sealed_entry, sealed, confirmed_on)
      select gen_random_uuid(), ${petitionId}, ${versionId}, sha256(uuid_send(gen_random_uuid())),
        sha256(uuid_send(gen_random_uuid())), sha256(uuid_send(gen_random_uuid())), decode(repeat(md5(n::text), 6), 'hex'), current_date
      from generate_series(1, ${Math.min(PORTION, planted - done)}::int) n`;
  }
  await house.sql`
    insert into petition_counts (petition_id, confirmed, changed_at) values (${petitionId}, ${planted}, clock_timestamp())`;
  return { slug, petitionId, versionId, planted };
}
