import { createHash, timingSafeEqual } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { Gauge, Registry } from 'prom-client';
import { database } from '@/db/client.ts';
import { settings } from './env.ts';
import { readLogHealth } from './transparency/health.ts';

/** True for whoever shows METRICS_TOKEN as a bearer token; nobody does where none is set. */
export function mayReadMetrics(authorization: string | null): boolean {
  const { METRICS_TOKEN } = settings();
  if (!METRICS_TOKEN || !authorization) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(authorization), hash(`Bearer ${METRICS_TOKEN}`));
}

/**
 * What operations watch (OP-02), in the text format of Prometheus: numbers of the whole site. No label names a person,
 * a petition, an address or a source.
 */
export async function readMetrics(): Promise<string> {
  const registry = new Registry();
  await Promise.all([gaugeOutbox, gaugeSends, gaugeJobs, gaugeLog, gaugeBackup].map((gauge) => gauge(registry)));
  return registry.metrics();
}

const gaugeOf = <Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly Label[] = [],
) => new Gauge({ name: `undersigned_${name}`, help, labelNames, registers: [registry] });

async function gaugeOutbox(registry: Registry): Promise<void> {
  const [row] = await database().execute<Record<string, string | null>>(sql`
    select count(*) filter (where dead_at is null) as waiting, count(*) filter (where dead_at is not null) as dead,
      extract(epoch from now()) - 3600 * min(key_hour) filter (where dead_at is null) as oldest,
      (select count(*) from mail_pace where paused_at is not null) as paused
    from letters`);
  gaugeOf(registry, 'outbox_letters', 'Letters that wait to be sent').set(Number(row?.waiting ?? 0));
  gaugeOf(registry, 'outbox_dead_letters', 'Letters that could not be sent, kept for a day').set(
    Number(row?.dead ?? 0),
  );
  // Letters know the hour they were queued in, not the minute: this is the beginning of that hour.
  gaugeOf(registry, 'outbox_oldest_seconds', 'Age of the oldest waiting letter, at most').set(Number(row?.oldest ?? 0));
  gaugeOf(registry, 'outbox_paused', '1 while the provider refuses all letters').set(Number(row?.paused ?? 0));
}

async function gaugeSends(registry: Registry): Promise<void> {
  const rows = await database().execute<{ kind: string } & Record<string, string>>(sql`
    select kind, sum(handed_over) as handed_over, sum(dead) as dead, sum(bounced) as bounced,
      sum(complained) as complained
    from letter_tallies group by kind`);
  const gauge = gaugeOf(registry, 'letters_total', 'Letters by kind and what became of them', ['kind', 'result']);
  for (const { kind, ...results } of rows) {
    for (const [result, count] of Object.entries(results)) gauge.set({ kind, result }, Number(count));
  }
}

async function gaugeJobs(registry: Registry): Promise<void> {
  const rows = await database().execute<{ name: string; at: string; done: string }>(sql`
    select name, extract(epoch from succeeded_at) as at, done from job_runs`);
  const success = gaugeOf(registry, 'job_last_success_timestamp_seconds', 'When a job last succeeded', ['job']);
  const done = gaugeOf(registry, 'job_rows_total', 'Rows a job has taken care of', ['job']);
  for (const { at, done: count, name } of rows) {
    success.set({ job: name }, Number(at));
    done.set({ job: name }, Number(count));
  }
  const [fold] = await database().execute<{ at: string; waiting: string; works: string; rotations: string }>(sql`
    select extract(epoch from as_of) as at, (select count(*) from count_changes) as waiting,
      (select count(*) from petition_works where finished_at is null) as works,
      (select count(*) from key_rotations) as rotations
    from count_fold`);
  gaugeOf(registry, 'counts_as_of_timestamp_seconds', 'When counts were last exact').set(Number(fold?.at ?? 0));
  gaugeOf(registry, 'count_changes_waiting', 'Changes of counts not yet folded').set(Number(fold?.waiting ?? 0));
  gaugeOf(registry, 'works_under_way', 'Works over a petition’s signatures not yet finished').set(
    Number(fold?.works ?? 0),
  );
  gaugeOf(registry, 'key_rotations_under_way', 'Keys that are being changed').set(Number(fold?.rotations ?? 0));
}

async function gaugeLog(registry: Registry): Promise<void> {
  const { hold, pending, publishedAt, publishedSize, size } = await readLogHealth();
  gaugeOf(registry, 'log_entries', 'Entries of the transparency log').set(Number(size));
  gaugeOf(registry, 'log_published_entries', 'Entries of which a published checkpoint speaks').set(
    Number(publishedSize),
  );
  gaugeOf(registry, 'log_waiting', 'Facts that wait for their place in the log').set(pending);
  gaugeOf(registry, 'log_checkpoint_timestamp_seconds', 'When the newest checkpoint was published; 0 for never').set(
    publishedAt ? publishedAt.getTime() / 1_000 : 0,
  );
  gaugeOf(registry, 'log_held', '1 while nothing is sequenced and signed').set(hold ? 1 : 0);
}

/** Whoever makes the backups touches this file after each one (README). */
async function gaugeBackup(registry: Registry): Promise<void> {
  const made = await stat(join(settings().DATA_DIR, 'last-backup')).catch(() => null);
  const gauge = gaugeOf(
    registry,
    'backup_last_success_timestamp_seconds',
    'When the last backup was made; 0 for never',
  );
  gauge.set(made ? made.mtimeMs / 1_000 : 0);
}
