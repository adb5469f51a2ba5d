import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { foldCounts } from '@/lib/count/fold.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { findTeamPetition, type TeamPetition } from '@/lib/team/places.ts';
import { type MemberWish, makeMember } from './members.ts';

/** A member of the petition's own coalition. */
export async function makeMemberOf(petition: Petition, wish: Omit<MemberWish, 'coalitionId'>) {
  const [coalition] = await database()
    .select({ id: schema.coalitions.id })
    .from(schema.coalitions)
    .where(eq(schema.coalitions.slug, petition.coalition.slug));
  const member = await makeMember({ ...wish, coalitionId: coalition?.id ?? '' });
  return { member, petition: await teamPetitionOf(member, petition.slug) };
}

export async function teamPetitionOf(
  member: Parameters<typeof findTeamPetition>[0],
  slug: string,
): Promise<TeamPetition> {
  const petition = await findTeamPetition(member, slug);
  if (!petition) throw new Error('The member does not see this petition.');
  return petition;
}

/** Folds until nothing waits, whoever else folds meanwhile. */
export async function foldEverything(): Promise<void> {
  while ((await foldCounts()) !== 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Numbers by name; names without a number have none. */
type ByName = Readonly<Record<string, number>>;

/** What the series add up to. */
export async function seriesOf(petition: Petition) {
  return {
    hours: await add(sql`select 'all' as name, sum(confirmed - withdrawn - invalidated) as count from hourly_counts
      where petition_id = ${petition.id}`),
    days: await add(sql`select coalesce(partner_id::text, 'all') as name, sum(confirmed - withdrawn - invalidated) as count
      from daily_counts where petition_id = ${petition.id} group by partner_id`),
    attempts: await add(sql`select 'all' as name, sum(attempted) as count from daily_counts
      where petition_id = ${petition.id} and partner_id is null`),
    shares: await add(sql`select l.code as name, c.count from share_counts c join share_links l on l.code = c.share_code
      where l.petition_id = ${petition.id}`),
    countries: await add(sql`select country as name, count from country_counts where petition_id = ${petition.id}`),
  };
}

async function add(query: ReturnType<typeof sql>): Promise<ByName> {
  const rows = await database().execute<{ name: string; count: string | null }>(query);
  return Object.fromEntries(
    rows.map(({ count, name }) => [name, Number(count ?? 0)]).filter(([, count]) => count !== 0),
  );
}

interface Planted {
  readonly day?: string;
  readonly partnerId?: string | null;
  readonly attempted?: number;
  readonly confirmed: number;
  readonly withdrawn?: number;
}

/** A folded day, as if that much had happened on it. */
export async function plantDay(petition: Petition, { day, partnerId = null, ...counts }: Planted): Promise<void> {
  await database()
    .insert(schema.dailyCounts)
    .values({ petitionId: petition.id, partnerId, day: day ?? new Date().toISOString().slice(0, 10), ...counts });
}

/** Folded countries, as if that many signatures had come from each. */
export async function plantCountries(petition: Petition, countries: ByName): Promise<void> {
  const rows = Object.entries(countries).map(([country, count]) => ({ petitionId: petition.id, country, count }));
  await database().insert(schema.countryCounts).values(rows);
}
