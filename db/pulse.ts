import { sql } from 'drizzle-orm';
import { connection, database } from './client.ts';
import { setClock } from './clock.ts';
import type { Sql } from './connect.ts';
import { once } from './once.ts';

/** Public numbers of one petition. `count` is what pages show: confirmed minus withdrawn minus invalidated. */
export interface CountFacts {
  readonly count: number;
  readonly confirmed: number;
  readonly withdrawn: number;
  readonly invalidated: number;
}

type ChangeListener = (petitionIds: ReadonlySet<string>) => void;

interface Pulse {
  counts: Map<string, CountFacts>;
  partnerCounts: Map<string, number>;
  petitionsChangedAt: Map<string, number>;
  /** Moves when any petition, published or not, appears or changes: lists are drawn anew. */
  petitionsVersion: number;
  asOf: Date;
  /** Database time of the last beat; what changed since is asked for next. */
  since: Date | null;
  beatAt: number;
  beating: Promise<void> | null;
  beatingSince: number;
  /** A fold was announced while a beat was under way, whose snapshot may be older than that fold. */
  again: boolean;
  /** The connections that announcements come over. */
  listeningOn: Sql | null;
  listeners: Set<ChangeListener>;
}

/** At most one query in this many milliseconds, unless a fold announces news. */
const BEAT = 1_000;
/**
 * Rows are dated when they are written and seen when they are committed. A beat looks back this far, in
 * milliseconds, so that a transaction that took a while is not missed; reading a change twice does no harm.
 */
const OVERLAP = 30_000;
/** How long, in milliseconds, a page waits for news of a slow database before it shows what memory holds. */
const PATIENCE = 300;
export const FOLD_CHANNEL = 'count_folded';

const pulse = (): Pulse =>
  once('pulse', () => ({
    counts: new Map(),
    partnerCounts: new Map(),
    petitionsChangedAt: new Map(),
    petitionsVersion: 0,
    asOf: new Date(0),
    since: null,
    beatAt: Number.NEGATIVE_INFINITY,
    beating: null,
    beatingSince: 0,
    again: false,
    listeningOn: null,
    listeners: new Set<ChangeListener>(),
  }));

interface Beat extends Record<string, unknown> {
  now: string;
  as_of: string;
  counts: { id: string; confirmed: number; withdrawn: number; invalidated: number }[];
  partner_counts: { petition: string; partner: string; count: number }[];
  petitions: { id: string; at: string }[];
}

async function readBeat(since: Date | null): Promise<Beat> {
  const from = since ? new Date(since.getTime() - OVERLAP).toISOString() : '-infinity';
  const [beat] = await database().execute<Beat>(sql`
    select to_json(now())#>>'{}' as now,
      (select to_json(as_of)#>>'{}' from count_fold) as as_of,
      (select coalesce(json_agg(json_build_object('id', petition_id, 'confirmed', confirmed, 'withdrawn', withdrawn,
          'invalidated', invalidated)), '[]') from petition_counts where changed_at >= ${from}::timestamptz) as counts,
      (select coalesce(json_agg(json_build_object('petition', petition_id, 'partner', partner_id, 'count', count)), '[]')
          from partner_counts where changed_at >= ${from}::timestamptz) as partner_counts,
      (select coalesce(json_agg(json_build_object('id', id, 'at', changed_at)), '[]')
          from petitions where changed_at >= ${from}::timestamptz) as petitions`);
  if (!beat) throw new Error('The database answered without a row.');
  return beat;
}

function takeBeat(beat: Beat): Set<string> {
  const p = pulse();
  const moved = new Set<string>();
  for (const { id, confirmed, withdrawn, invalidated } of beat.counts) {
    const count = confirmed - withdrawn - invalidated;
    if (p.counts.get(id)?.count !== count) moved.add(id);
    p.counts.set(id, { count, confirmed, withdrawn, invalidated });
  }
  for (const { petition, partner, count } of beat.partner_counts) p.partnerCounts.set(`${petition}/${partner}`, count);
  for (const { id, at } of beat.petitions) {
    const time = Date.parse(at);
    if (p.petitionsChangedAt.get(id) !== time) p.petitionsVersion += 1;
    p.petitionsChangedAt.set(id, time);
  }
  p.asOf = new Date(beat.as_of);
  p.since = new Date(beat.now);
  setClock(p.since);
  return moved;
}

async function beatOnce(): Promise<void> {
  const p = pulse();
  do {
    p.again = false;
    const moved = takeBeat(await Promise.race([readBeat(p.since), failLater()]));
    p.beatAt = performance.now();
    if (moved.size > 0) for (const listener of p.listeners) listener(moved);
  } while (p.again);
}

/** A beat over a line that hangs is given up, so that the next one is tried. */
const failLater = (): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(Object.assign(new Error('No beat in time.'), { code: 'ETIMEDOUT' })), 5_000).unref();
  });

function beatNow(): Promise<void> {
  const p = pulse();
  if (p.beating) {
    p.again = true;
    return p.beating;
  }
  p.beatingSince = performance.now();
  p.beating = beatOnce().finally(() => {
    p.beating = null;
  });
  return p.beating;
}

function listenForFolds(): void {
  const p = pulse();
  const sql = connection();
  if (p.listeningOn === sql) return;
  p.listeningOn = sql;
  sql
    .listen(FOLD_CHANNEL, () => void beatNow().catch(() => undefined))
    .catch(() => {
      // Without the announcement the next reader's own beat brings the news, up to a second later.
      if (p.listeningOn === sql) p.listeningOn = null;
    });
}

/**
 * Brings memory up to date, at most once a second however many ask. When the database is away or slow and
 * memory holds something, memory is good enough: pages go on with the last count and its honest "as of".
 */
export async function feelPulse(): Promise<void> {
  const p = pulse();
  if (performance.now() - p.beatAt < BEAT) return;
  listenForFolds();
  if (p.since === null) return beatNow();
  const beat = (p.beating ?? beatNow()).catch(() => {
    p.beatAt = performance.now();
  });
  const patience = PATIENCE - (performance.now() - p.beatingSince);
  if (patience > 0) await Promise.race([beat, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
}

export const readCount = (petitionId: string): CountFacts =>
  pulse().counts.get(petitionId) ?? { count: 0, confirmed: 0, withdrawn: 0, invalidated: 0 };
export const readPartnerCount = (petitionId: string, partnerId: string): number =>
  pulse().partnerCounts.get(`${petitionId}/${partnerId}`) ?? 0;
export const readAsOf = (): Date => pulse().asOf;
export const readPetitionChange = (petitionId: string): number => pulse().petitionsChangedAt.get(petitionId) ?? 0;
export const readPetitionsVersion = (): number => pulse().petitionsVersion;

/** Calls back when counts move, on any beat. Answers the function that ends it. */
export function onCountsMoved(listener: ChangeListener): () => void {
  pulse().listeners.add(listener);
  listenForFolds();
  return () => pulse().listeners.delete(listener);
}
