import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { ShareChannel } from '@/db/schema/share.ts';
import type { TeamPetition } from '../team/places.ts';

/** What stands out in the petition's folded numbers; no signature is opened for it. */
export interface SeriesSignals {
  readonly bursts: readonly Burst[];
  readonly links: readonly LinkSignal[];
}

export interface Burst {
  /** The beginning of the hour. */
  readonly hour: Date;
  readonly count: number;
  /** The median of the hours in which anything came in the two weeks before. */
  readonly usual: number;
}

export interface LinkSignal {
  readonly code: string;
  readonly channel: ShareChannel;
  readonly partnerId: string | null;
  readonly visits: number;
  readonly count: number;
}

export async function findSeriesSignals(petition: TeamPetition, now: Date): Promise<SeriesSignals> {
  const [bursts, links] = await Promise.all([findBursts(petition.id, now), findLinks(petition.id)]);
  return { bursts, links };
}

/** Hours of the last week with fifty confirmations at least, and five times as many as usual. */
async function findBursts(petitionId: string, now: Date): Promise<Burst[]> {
  const until = now.toISOString();
  const rows = await database().execute<{ hour: string; confirmed: number; usual: number }>(sql`
    with hours as (
      select hour, confirmed from hourly_counts
      where petition_id = ${petitionId}::uuid and confirmed > 0
        and hour > ${until}::timestamptz - interval '21 days' and hour <= ${until}::timestamptz
    )
    select to_json(h.hour)#>>'{}' as hour, h.confirmed, coalesce(u.usual, 0) as usual
    from hours h cross join lateral (
      select percentile_cont(0.5) within group (order by b.confirmed) as usual from hours b
      where b.hour < h.hour and b.hour > h.hour - interval '14 days'
    ) u
    where h.hour > ${until}::timestamptz - interval '7 days' and h.confirmed >= 50 and h.confirmed >= 5 * coalesce(u.usual, 0)
      and u.usual is not null
    order by h.confirmed desc limit 20`);
  return rows.map(({ confirmed, hour, usual }) => ({ hour: new Date(hour), count: confirmed, usual: Number(usual) }));
}

/** Links that gained twenty signatures at least, and more than the visits they were given. */
async function findLinks(petitionId: string): Promise<LinkSignal[]> {
  const rows = await database().execute<{
    code: string;
    channel: ShareChannel;
    partner_id: string | null;
    visits: string;
    count: string;
  }>(sql`
    select l.code, l.channel, l.partner_id, c.visits, c.count from share_links l join share_counts c on c.share_code = l.code
    where l.petition_id = ${petitionId}::uuid and c.count >= 20 and c.count > c.visits
    order by c.count - c.visits desc limit 20`);
  return rows.map((row) => ({
    code: row.code,
    channel: row.channel,
    partnerId: row.partner_id,
    visits: Number(row.visits),
    count: Number(row.count),
  }));
}
