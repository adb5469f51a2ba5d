import { and, desc, eq, gt, isNotNull, or, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { feelPulse, readAsOf, readCount } from '@/db/pulse.ts';
import type { InvalidationReason } from '@/db/schema/invalidation.ts';
import { readTrouble, type Trouble } from '../mail/tallies.ts';
import { shownNumber } from '../petition/modes.ts';
import type { Petition } from '../petition/read.ts';

/** One run as the public sees it: what became of the count, why and when; nothing of who. */
export interface Removal {
  readonly id: string;
  readonly reason: InvalidationReason;
  readonly size: number;
  readonly endedAt: Date;
  /** Stopped by the team before all that was found had gone. */
  readonly isPartial: boolean;
  /** Being undone counts as undone once all are back. */
  readonly undoneAt: Date | null;
}

export interface Ledger {
  readonly confirmed: number;
  readonly withdrawn: number;
  readonly invalidated: number;
  readonly count: number;
  readonly asOf: Date;
  /** What the letter provider told of the addresses behind the signatures. */
  readonly trouble: Trouble;
  readonly removals: readonly Removal[];
  /** How many pages of removals there are. */
  readonly pages: number;
}

const REMOVALS_PER_PAGE = 50;

/**
 * Every run that took signatures out of this petition's count, the newest first, and the sums; a sealed petition's in
 * whole steps (VE-11).
 */
export async function readLedger(
  { id: petitionId, privacyMode }: Pick<Petition, 'id' | 'privacyMode'>,
  page: number,
): Promise<Ledger> {
  await feelPulse();
  const { invalidationRuns: runs } = schema;
  const isEnded = or(isNotNull(runs.finishedAt), isNotNull(runs.cancelledAt));
  const isRemoval = and(eq(runs.petitionId, petitionId), isNotNull(runs.begunAt), isEnded, gt(runs.done, 0));
  const rows = await database()
    .select({ run: runs, all: sql<string>`count(*) over ()` })
    .from(runs)
    .where(isRemoval)
    .orderBy(desc(runs.createdAt))
    .limit(REMOVALS_PER_PAGE)
    .offset((page - 1) * REMOVALS_PER_PAGE);
  const removals = rows.map(({ run }) => ({
    id: run.id,
    reason: run.reason,
    size: run.done,
    endedAt: run.finishedAt ?? run.cancelledAt ?? run.createdAt,
    isPartial: run.finishedAt === null,
    undoneAt: run.undoneAt,
  }));
  const pages = Math.max(1, Math.ceil(Number(rows[0]?.all ?? 0) / REMOVALS_PER_PAGE));
  const { confirmed, count, invalidated, withdrawn } = readCount(petitionId);
  const shown = (exact: number) => shownNumber(privacyMode, exact);
  const sums = {
    confirmed: shown(confirmed),
    withdrawn: shown(withdrawn),
    invalidated: shown(invalidated),
    count: shown(count),
  };
  return { ...sums, asOf: readAsOf(), trouble: await readTrouble(petitionId), removals, pages };
}
