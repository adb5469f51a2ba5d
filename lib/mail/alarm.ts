import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { once } from '@/db/once.ts';
import { warnOf } from '../journal.ts';
import { readMailPause } from './pace.ts';
import { LAST_TRY } from './queue.ts';

/** In minutes: a batch that is still not taken so long after it was made is late. */
const LATE_AFTER = 5;

/** Large mailbox providers ask for less than 0.1 % (safety.md §3, EM-08). One complaint alone is chance. */
const COMPLAINT_SHARE = 0.001;
const FEWEST_COMPLAINTS = 2;

/** What people have to know of the letters. Signing goes on through all of it. */
export type MailAlarm =
  /** The provider refuses whatever we send; `because` is its name for it. */
  | { readonly kind: 'refused'; readonly since: Date; readonly because: string; readonly nextTryAt: Date }
  /** Letters are called for and not taken: faults, no answer, or keys that are not there. */
  | { readonly kind: 'late'; readonly since: Date; readonly count: number; readonly nextTryAt: Date }
  /** Letters wait, and no worker is at work. */
  | { readonly kind: 'idle'; readonly since: Date; readonly count: number }
  /** Of the letters of today and yesterday too many were called spam. */
  | { readonly kind: 'complaints'; readonly complained: number; readonly sent: number };

/** Everything that is wrong with the letters at this moment; empty while nothing is. */
export async function readMailAlarms(): Promise<readonly MailAlarm[]> {
  const pause = await readMailPause();
  const refused: MailAlarm[] = pause ? [{ kind: 'refused', ...pause }] : [];
  // What is refused is late as well, and there is nothing more to say of it.
  const late = pause ? null : await readLate();
  return [...refused, late, await readIdle(), await readComplaints()].filter((alarm) => alarm !== null);
}

/** Letters do not know when they were written, batches do: they are tried for so long and not longer. */
async function readLate(): Promise<MailAlarm | null> {
  const [row] = await database().execute<{ since: string | null; next: string; count: number }>(sql`
    with late as (
      select id, last_try_at - ${LAST_TRY} as made_at, greatest(next_try_at, now()) as next from letter_batches
      where last_try_at < now() + ${LAST_TRY} - ${LATE_AFTER} * interval '1 minute'
    )
    select to_json(min(made_at))#>>'{}' as since, to_json(greatest(min(next), max(closed_until)))#>>'{}' as next,
      (select count(*)::int from letters where batch_id in (select id from late)) as count
    from late, mail_pace`);
  if (!row?.since) return null;
  return { kind: 'late', since: new Date(row.since), count: row.count, nextTryAt: new Date(row.next) };
}

/** A worker folds the counts each second, with or without anything to fold: its last fold is its last sign of life. */
async function readIdle(): Promise<MailAlarm | null> {
  const [row] = await database().execute<{ since: string; count: number }>(sql`
    select to_json(as_of)#>>'{}' as since, (select count(*)::int from letters where dead_at is null) as count
    from count_fold where as_of < now() - interval '60 seconds'`);
  return row && row.count > 0 ? { kind: 'idle', since: new Date(row.since), count: row.count } : null;
}

async function readComplaints(): Promise<MailAlarm | null> {
  const [row] = await database().execute<{ sent: number; complained: number }>(sql`
    select coalesce(sum(handed_over), 0)::float8 as sent, coalesce(sum(complained), 0)::float8 as complained
    from letter_tallies where day >= (now() at time zone 'UTC')::date - 1`);
  const { complained = 0, sent = 0 } = row ?? {};
  const isTooMuch = sent > 0 && complained >= FEWEST_COMPLAINTS && complained >= COMPLAINT_SHARE * sent;
  return isTooMuch ? { kind: 'complaints', complained, sent } : null;
}

export interface AlarmChange {
  readonly kind: MailAlarm['kind'];
  readonly change: 'began' | 'ended';
}

const raised = () => once('mail-alarms', () => new Set<MailAlarm['kind']>());

/** Writes into the journal what began and what ended since the last call in this process; answers it. */
export async function noteMailAlarms(): Promise<readonly AlarmChange[]> {
  const alarms = await readMailAlarms();
  const known = raised();
  const began = alarms.filter(({ kind }) => !known.has(kind));
  const ended = [...known].filter((kind) => alarms.every((alarm) => alarm.kind !== kind));
  for (const alarm of began) {
    known.add(alarm.kind);
    warnOf('an alarm about letters began', { kind: alarm.kind, code: 'because' in alarm ? alarm.because : undefined });
  }
  for (const kind of ended) {
    known.delete(kind);
    warnOf('an alarm about letters ended', { kind });
  }
  return [
    ...began.map(({ kind }) => ({ kind, change: 'began' as const })),
    ...ended.map((kind) => ({ kind, change: 'ended' as const })),
  ];
}

/** What people can do about a refusal, whatever the provider calls it. */
export function refusalOf(because: string): 'quota' | 'key' | 'sender' {
  if (/_quota_exceeded$/.test(because)) return 'quota';
  return /api_key/.test(because) ? 'key' : 'sender';
}
