import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import type { InvalidationReason } from '@/db/schema/invalidation.ts';
import { isOpenToSite, shownNumber } from '../petition/modes.ts';
import { findPetitionById, type Petition } from '../petition/read.ts';
import { type PublishedCheckpoint, readCheckpoint } from './published-log.ts';

/** Everything that a pack says beside the names, as of one moment. */
export interface PackFacts {
  readonly petition: Petition;
  readonly asOf: Date;
  readonly sums: Sums;
  readonly days: readonly Day[];
  readonly removals: readonly Removal[];
  readonly endorsements: readonly Endorsement[];
  readonly checkpoint: PublishedCheckpoint | null;
  /** False where numbers are shown in steps (VE-11), and need not add up. */
  readonly isExact: boolean;
}

export interface Sums {
  readonly confirmed: number;
  readonly withdrawn: number;
  readonly invalidated: number;
  readonly count: number;
}

export interface Day extends Record<string, unknown> {
  readonly day: string;
  readonly confirmed: number;
  readonly withdrawn: number;
  readonly invalidated: number;
}

export interface Removal extends Record<string, unknown> {
  readonly ended: string;
  readonly reason: InvalidationReason;
  readonly size: number;
  readonly undone: string | null;
}

export interface Endorsement extends Record<string, unknown> {
  readonly version: number;
  readonly partner: string;
  readonly name: LocalText;
  readonly day: string;
}

interface Row extends Record<string, unknown> {
  readonly as_of: string;
  readonly confirmed: string;
  readonly withdrawn: string;
  readonly invalidated: string;
}

/** One moment's numbers: the count and its days come from one fold, and are read together. */
export async function readFacts(petitionId: string): Promise<PackFacts> {
  const petition = await findPetitionById(petitionId);
  if (!petition) throw new Error('A pack belongs to no published petition.');
  const shown = (exact: number) => shownNumber(petition.privacyMode, exact);
  const read = await database().transaction(
    async (tx) => {
      const [row] = await tx.execute<Row>(sql`
        select to_json(f.as_of)#>>'{}' as as_of, coalesce(c.confirmed, 0) as confirmed,
          coalesce(c.withdrawn, 0) as withdrawn, coalesce(c.invalidated, 0) as invalidated
        from count_fold f left join petition_counts c on c.petition_id = ${petitionId}`);
      const days = await tx.execute<Day>(sql`
        select day::text as day, confirmed, withdrawn, invalidated from daily_counts
        where petition_id = ${petitionId} and partner_id is null order by day`);
      const removals = await tx.execute<Removal>(sql`
        select coalesce(finished_at, cancelled_at)::date::text as ended, reason, done::int as size,
          undone_at::date::text as undone
        from invalidation_runs
        where petition_id = ${petitionId} and begun_at is not null and done > 0
          and (finished_at is not null or cancelled_at is not null)
        order by coalesce(finished_at, cancelled_at), id`);
      const endorsements = await tx.execute<Endorsement>(sql`
        select v.version, p.slug as partner, p.name, e.endorsed_at::date::text as day
        from endorsements e join petition_versions v on v.id = e.version_id join partners p on p.id = e.partner_id
        where v.petition_id = ${petitionId} and v.published_at is not null order by v.version, p.is_lead desc, p.slug`);
      return { row, days: [...days], removals: [...removals], endorsements: [...endorsements] };
    },
    { isolationLevel: 'repeatable read' },
  );
  if (!read.row) throw new Error('There is no fold.');
  const [confirmed, withdrawn, invalidated] = [read.row.confirmed, read.row.withdrawn, read.row.invalidated].map(
    Number,
  );
  const sums = { confirmed: confirmed ?? 0, withdrawn: withdrawn ?? 0, invalidated: invalidated ?? 0 };
  return {
    petition,
    asOf: new Date(read.row.as_of),
    sums: {
      confirmed: shown(sums.confirmed),
      withdrawn: shown(sums.withdrawn),
      invalidated: shown(sums.invalidated),
      count: shown(sums.confirmed - sums.withdrawn - sums.invalidated),
    },
    days: read.days.map((day) => ({
      ...day,
      confirmed: shown(day.confirmed),
      withdrawn: shown(day.withdrawn),
      invalidated: shown(day.invalidated),
    })),
    removals: read.removals,
    endorsements: read.endorsements,
    checkpoint: await readCheckpoint(),
    isExact: petition.privacyMode !== 'sealed',
  };
}

/** Whether the site can read names to put into a pack. */
export const holdsNames = ({ petition }: PackFacts): boolean => isOpenToSite(petition.privacyMode);
