import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { once } from '@/db/once.ts';

/** Records looked at in one statement. */
const PORTION = 5_000;

export interface ChainFinding {
  /** How many records hold, from the first one on. */
  readonly whole: number;
  /** When the first record was written that does not follow from those before it; null when all do. */
  readonly brokenAt: Date | null;
  readonly checkedAt: Date;
}

interface Link {
  readonly id: string;
  readonly hash: string;
  readonly at: string;
}

interface Portion extends Record<string, unknown> {
  readonly looked: number;
  readonly holding: number;
  readonly broken_at: string | null;
  readonly last: Link | null;
}

/** The newest record this process has seen: a chain that was cut off at its end holds, but lacks it. */
const memory = () =>
  once('audit-chain', (): { end: Link | null; known: Known | null; walk: Promise<Known> | null } => ({
    end: null,
    known: null,
    walk: null,
  }));

/**
 * Walks all audit records from the first to the last, portion by portion, and works out each one's hash again. Who
 * changed or removed a record past the triggers is found by the record that follows (AD-10).
 */
export async function verifyAuditChain(): Promise<ChainFinding> {
  let last = await readAnchor();
  let whole = 0;
  const { end } = memory();
  let brokenAt = end && !(await isThere(end)) ? end.at : null;
  for (;;) {
    const portion = await lookOn(last);
    whole += portion.holding;
    last = portion.last ?? last;
    brokenAt = portion.broken_at ?? brokenAt;
    if (portion.broken_at || portion.looked < PORTION) break;
  }
  if (!brokenAt && last.at) memory().end = last;
  return { whole, brokenAt: brokenAt ? new Date(brokenAt) : null, checkedAt: await currentTime() };
}

/** Where the records that are kept go on from: the last one whose twelve months were over, or nothing at all. */
async function readAnchor(): Promise<Link> {
  const [anchor] = await database().execute<{ id: string; hash: string }>(sql`
    select record_id::text as id, encode(hash, 'hex') as hash from audit_anchor`);
  return { id: anchor?.id ?? '0', hash: anchor?.hash ?? '', at: '' };
}

async function isThere({ hash, id }: Link): Promise<boolean> {
  const rows = await database().execute(sql`
    select 1 from audit_records where id = ${id}::bigint and hash = decode(${hash}, 'hex')`);
  return rows.length > 0;
}

async function lookOn(after: Link): Promise<Portion> {
  const [portion] = await database().execute<Portion>(sql`
    with portion as (
      select a as record, a.id, a.at, a.hash from audit_records a
      where a.id > ${after.id}::bigint order by a.id limit ${PORTION}
    ), judged as (
      select id, at, hash,
        hash = audit_hash(coalesce(lag(hash) over (order by id), decode(${after.hash}, 'hex')), record) as holds
      from portion
    ), broken as (
      select id, at from judged where not holds order by id limit 1
    )
    select (select count(*)::int from judged) as looked,
      (select count(*)::int from judged where id < coalesce((select id from broken), 9223372036854775807)) as holding,
      (select to_json(at)#>>'{}' from broken) as broken_at,
      (select json_build_object('id', id::text, 'hash', encode(hash, 'hex'), 'at', at) from judged
        order by id desc limit 1) as last`);
  if (!portion) throw new Error('The chain was not looked at.');
  return portion;
}

interface Known {
  readonly finding: ChainFinding;
  /** Until when it is told without looking again, by this process's monotonic clock. */
  readonly goodUntil: number;
}

/** In milliseconds: how long a page waits for a walk that has begun, and how long a finding is told at least. */
const PATIENCE = 1_000;
const TOLD_FOR = 60_000;

/**
 * What a page says of the chain: the latest finding of this process, at most a minute old or twenty times as old as
 * the walk took. Null while the first walk of a long chain is still under way.
 */
export async function readChain(): Promise<ChainFinding | null> {
  const { known } = memory();
  if (known && performance.now() < known.goodUntil) return known.finding;
  memory().walk ??= walk();
  const soon = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE).unref());
  return ((await Promise.race([memory().walk, soon])) ?? known)?.finding ?? null;
}

async function walk(): Promise<Known> {
  const began = performance.now();
  try {
    const finding = await verifyAuditChain();
    const ended = performance.now();
    const known = { finding, goodUntil: ended + Math.max(TOLD_FOR, 20 * (ended - began)) };
    memory().known = known;
    return known;
  } finally {
    memory().walk = null;
  }
}
