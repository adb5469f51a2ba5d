import { decree } from '@/db/seed/decree.ts';
import { currentTime } from '@/lib/clock.ts';
import { readNumbers } from '@/lib/count/series.ts';
import { listLinks } from '@/lib/share/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { findTeamPetition, type TeamPetition } from '@/lib/team/places.ts';
import { teamPetitionPath } from '@/lib/urls.ts';
import { cookieOf, makeMember, signIn } from '../support/members.ts';
import type { House } from './house.ts';
import type { Field } from './plant.ts';
import { type Contender, compare, median, type Run, takeTurns } from './series.ts';
import type { Findings, Ground } from './sign.ts';
import { printRates } from './table.ts';

/** Pages of the dashboard read in one round. */
const READS = 40;

/** A year of days for each of sixteen partners, a hundred countries: what a long campaign leaves behind. */
async function plantSeries({ sql }: House, { petitionId }: Field): Promise<void> {
  await sql`
    insert into hourly_counts (petition_id, hour, attempted, confirmed)
    select ${petitionId}, date_trunc('hour', now(), 'UTC') - n * interval '1 hour', 9, 7 from generate_series(0, 8760) n
    on conflict do nothing`;
  await sql`
    insert into daily_counts (petition_id, partner_id, day, attempted, confirmed, withdrawn)
    select ${petitionId}, partner, current_date - n, 200, 150, 2
    from generate_series(0, 365) n, (select null::uuid as partner union all select id from partners) p
    on conflict do nothing`;
  await sql`
    insert into partner_counts (petition_id, partner_id, count, changed_at)
    select ${petitionId}, id, 1000, now() from partners on conflict do nothing`;
  await sql`
    insert into country_counts (petition_id, country, count)
    select ${petitionId}, chr(65 + n / 26) || chr(65 + n % 26), n * 10 from generate_series(0, 99) n on conflict do nothing`;
}

/** The organisers' first page: it reads folded series alone, so a million signatures make it no slower. */
export async function measureDashboard({ house, large, options, small }: Ground): Promise<Findings> {
  for (const field of [small, large]) await plantSeries(house, field);
  const [coalition] = await house.sql<{ id: string }[]>`
    select id from coalitions where slug = ${decree.coalition.slug}`;
  const member = await makeMember({ coalitionId: coalition?.id ?? '', role: 'owner' });
  const cookie = cookieOf(await signIn(member.accountId));
  const read = (field: Field): Contender => {
    const url = house.appUrl + teamPetitionPath(member.coalition.slug, field.slug);
    return { watched: house.watched, act: () => readDashboard(url, cookie) };
  };
  const rounds = await takeTurns(options.rounds, { small: read(small), large: read(large) });
  printRates('Dashboard pages, one after the other', {
    [`next start, ${small.planted}`]: rounds.small,
    [`next start, ${large.planted}`]: rounds.large,
  });
  return {
    verdicts: [
      {
        what: `dashboard with ${large.planted} signatures : ${small.planted}, time`,
        measured: compare(rounds.large, rounds.small, ({ rate }) => 1 / rate),
        aim: 1.2,
        direction: 'at most',
      },
      {
        what: `dashboard queries with ${large.planted} signatures, milliseconds`,
        measured: await timeQueries(member, large),
        aim: 200,
        direction: 'at most',
      },
    ],
    reconciliations: [],
  };
}

async function readDashboard(url: string, cookie: string): Promise<Run> {
  const began = performance.now();
  for (let n = 0; n < READS; n += 1) {
    const answer = await fetch(url, { headers: { cookie } });
    if (answer.status !== 200) throw new Error(`The dashboard answered ${answer.status}.`);
    await answer.arrayBuffer();
  }
  return { done: READS, seconds: (performance.now() - began) / 1_000 };
}

/** The middle of many readings of everything that the page asks the database for. */
async function timeQueries(member: Member, { slug }: Field): Promise<number> {
  const petition = await findTeamPetition(member, slug);
  if (!petition) throw new Error('The petition is missing.');
  const times: number[] = [];
  for (let n = 0; n < READS; n += 1) times.push(await timeOnce(member, petition));
  return median(times);
}

async function timeOnce(member: Member, petition: TeamPetition): Promise<number> {
  const now = await currentTime();
  const began = performance.now();
  await Promise.all([readNumbers(member, petition, 90, now), listLinks(member, petition)]);
  return performance.now() - began;
}
