import { and, asc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { readTrouble } from '../mail/tallies.ts';
import type { Member } from '../team/members.ts';
import type { TeamPetition } from '../team/places.ts';
import { type Bucket, fillDays, fillHours, gainOf, sumOf } from './buckets.ts';
import { type Cells, mergeCells } from './cells.ts';
import { type Forecast, forecastGoal, PACE_DAYS } from './forecast.ts';
import { buildFunnel, type Funnel } from './funnel.ts';

/** What the team is shown of a petition's numbers. Everything comes from folded tables: it costs the same at any size. */
export interface Numbers {
  /** Confirmed, not withdrawn, not invalidated. */
  readonly count: number;
  readonly days: readonly Bucket[];
  /** Null for a partner's member, who sees its own partner's share alone. */
  readonly whole: WholeNumbers | null;
}

export interface WholeNumbers {
  readonly hours: readonly Bucket[];
  readonly partners: readonly PartnerNumber[];
  readonly countries: Cells;
  readonly funnel: Funnel;
  readonly goal: number;
  readonly forecast: Forecast;
}

export interface PartnerNumber {
  /** Null for those who came through no partner. */
  readonly name: LocalText | null;
  readonly count: number;
}

export const HOURS_SHOWN = 48;

const { countryCounts, dailyCounts, hourlyCounts, letterTallies, partnerCounts, partners, petitionCounts } = schema;

export async function readNumbers(
  member: Member,
  petition: TeamPetition,
  daysShown: number,
  now: Date,
): Promise<Numbers> {
  if (member.role === 'partner') return readShare(petition, member.partnerId ?? '', daysShown, now);
  const [count, days, hours, perPartner, countries, letters] = await Promise.all([
    readCount(petition.id),
    readDays(petition.id, null),
    readHours(petition.id, now),
    readPartners(petition.id),
    readCountries(petition.id),
    readLetters(petition.id),
  ]);
  const through = perPartner.reduce((sum, partner) => sum + partner.count, 0);
  const shown = fillDays(days, petition.publishedAt, daysShown, now);
  const goal = petition.goalSteps.find((step) => step > count) ?? petition.goalSteps.at(-1) ?? 1;
  const basis = { count, goal, closesAt: closingOf(petition), gained: gainOf(days, PACE_DAYS, now) };
  const whole: WholeNumbers = {
    hours: fillHours(hours, HOURS_SHOWN, now),
    partners: [...perPartner, { name: null, count: count - through }],
    countries: mergeCells(countries),
    funnel: buildFunnel({ ...sumOf(days), ...letters }),
    goal,
    forecast: forecastGoal({ ...basis, publishedAt: petition.publishedAt ?? now }, now),
  };
  return { count, days: shown, whole };
}

async function readShare(petition: TeamPetition, partnerId: string, daysShown: number, now: Date): Promise<Numbers> {
  const [own, days] = await Promise.all([
    database()
      .select({ count: partnerCounts.count })
      .from(partnerCounts)
      .where(and(eq(partnerCounts.petitionId, petition.id), eq(partnerCounts.partnerId, partnerId))),
    readDays(petition.id, partnerId),
  ]);
  return { count: own[0]?.count ?? 0, days: fillDays(days, petition.publishedAt, daysShown, now), whole: null };
}

/** The earlier of the two moments that end intake. */
function closingOf({ closedAt, closesAt }: TeamPetition): Date | null {
  const times = [closedAt, closesAt].filter((time) => time !== null).map((time) => time.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

async function readCount(petitionId: string): Promise<number> {
  const [row] = await database().select().from(petitionCounts).where(eq(petitionCounts.petitionId, petitionId));
  return row ? row.confirmed - row.withdrawn - row.invalidated : 0;
}

const tally = (table: typeof dailyCounts | typeof hourlyCounts) => ({
  attempted: table.attempted,
  confirmed: table.confirmed,
  withdrawn: table.withdrawn,
  invalidated: table.invalidated,
});

const readDays = (petitionId: string, partnerId: string | null): Promise<Bucket[]> =>
  database()
    .select({ at: sql<Date>`${dailyCounts.day}`.mapWith((day) => new Date(`${day}T00:00:00Z`)), ...tally(dailyCounts) })
    .from(dailyCounts)
    .where(
      and(
        eq(dailyCounts.petitionId, petitionId),
        partnerId === null ? isNull(dailyCounts.partnerId) : eq(dailyCounts.partnerId, partnerId),
      ),
    )
    .orderBy(asc(dailyCounts.day));

const readHours = (petitionId: string, now: Date): Promise<Bucket[]> =>
  database()
    .select({ at: hourlyCounts.hour, ...tally(hourlyCounts) })
    .from(hourlyCounts)
    .where(
      and(
        eq(hourlyCounts.petitionId, petitionId),
        gte(hourlyCounts.hour, new Date(now.getTime() - HOURS_SHOWN * 3_600_000)),
      ),
    );

const readPartners = (petitionId: string): Promise<{ name: LocalText; count: number }[]> =>
  database()
    .select({ name: partners.name, count: partnerCounts.count })
    .from(partnerCounts)
    .innerJoin(partners, eq(partners.id, partnerCounts.partnerId))
    .where(eq(partnerCounts.petitionId, petitionId))
    .orderBy(sql`${partnerCounts.count} desc`, partners.slug);

const readCountries = (petitionId: string) =>
  database()
    .select({ name: countryCounts.country, count: countryCounts.count })
    .from(countryCounts)
    .where(eq(countryCounts.petitionId, petitionId));

async function readLetters(petitionId: string) {
  const rows = await database()
    .select({ kind: letterTallies.kind, handedOver: letterTallies.handedOver, dead: letterTallies.dead })
    .from(letterTallies)
    .where(
      and(
        eq(letterTallies.petitionId, petitionId),
        inArray(letterTallies.kind, ['confirm-signature', 'already-signed']),
      ),
    );
  const sum = (list: typeof rows, value: 'handedOver' | 'dead') => list.reduce((total, row) => total + row[value], 0);
  const repeated = rows.filter(({ kind }) => kind === 'already-signed');
  const { bounced, bouncedAfter } = await readTrouble(petitionId);
  const handedOver = sum(rows, 'handedOver');
  return { handedOver, repeated: sum(repeated, 'handedOver'), dead: sum(rows, 'dead'), bounced, bouncedAfter };
}
