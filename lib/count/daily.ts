import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { shownNumber } from '../petition/modes.ts';
import type { Petition } from '../petition/read.ts';

/** What happened to the public count on one day (UTC), and what it was when the day ended or the series was read. */
export interface PublicDay {
  /** "2026-11-22" */
  readonly day: string;
  readonly confirmed: number;
  readonly withdrawn: number;
  readonly invalidated: number;
  readonly total: number;
}

export interface DailySeries {
  readonly asOf: Date;
  /** From the day of publication to that of `asOf`, none left out. */
  readonly days: readonly PublicDay[];
}

interface Sums {
  readonly confirmed: number;
  readonly withdrawn: number;
  readonly invalidated: number;
}

interface Row extends Record<string, unknown> {
  readonly as_of: string;
  readonly days: readonly (Sums & { readonly day: string })[];
}

const DAY = 24 * 3_600_000;

/**
 * The petition's count day by day. It says nothing that the count and the public log did not show at each midnight: a
 * sealed petition's sums are rounded first and its days are the differences between them, so that no second rounding
 * lets a single confirmation be seen (VE-11).
 */
export async function readDaily(petition: Pick<Petition, 'id' | 'privacyMode' | 'publishedAt'>): Promise<DailySeries> {
  const [row] = await database().execute<Row>(sql`
    select to_json(as_of)#>>'{}' as as_of, (
      select coalesce(json_agg(json_build_object('day', day, 'confirmed', confirmed, 'withdrawn', withdrawn,
        'invalidated', invalidated) order by day), '[]')
      from daily_counts where petition_id = ${petition.id}::uuid and partner_id is null
    ) as days from count_fold`);
  if (!row) throw new Error('The database answered without a row.');
  const asOf = new Date(row.as_of);
  const known = new Map(row.days.map((day) => [day.day, day]));
  const [first = ''] = [...known.keys(), dayOf(petition.publishedAt)].sort();
  const shown = (exact: number) => shownNumber(petition.privacyMode, exact);
  let sums: Sums = { confirmed: 0, withdrawn: 0, invalidated: 0 };
  const days = listDays(first, dayOf(asOf)).map((day) => {
    const before = sums;
    sums = addDay(before, known.get(day));
    return {
      day,
      confirmed: shown(sums.confirmed) - shown(before.confirmed),
      withdrawn: shown(sums.withdrawn) - shown(before.withdrawn),
      invalidated: shown(sums.invalidated) - shown(before.invalidated),
      total: shown(sums.confirmed - sums.withdrawn - sums.invalidated),
    };
  });
  return { asOf, days };
}

const addDay = (sums: Sums, day: Sums | undefined): Sums => ({
  confirmed: sums.confirmed + (day?.confirmed ?? 0),
  withdrawn: sums.withdrawn + (day?.withdrawn ?? 0),
  invalidated: sums.invalidated + (day?.invalidated ?? 0),
});

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

function listDays(first: string, last: string): string[] {
  const from = Date.parse(first);
  const length = Math.max(0, Math.round((Date.parse(last) - from) / DAY) + 1);
  return Array.from({ length }, (_, n) => dayOf(new Date(from + n * DAY)));
}
