import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { bad, type Finding, good } from './doctor-finding.ts';

/**
 * What PostgreSQL must not write into its log, because it would be what somebody typed (OP-04, PV-01): settings and
 * the values under which it does not. Our own servers are started so (db/embedded/server.ts); a foreign one is asked.
 */
const wanted: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['log_statement', ['none', 'ddl']],
  ['log_min_duration_statement', ['-1']],
  ['log_min_duration_sample', ['-1']],
  ['log_transaction_sample_rate', ['0']],
  ['log_duration', ['off']],
  ['log_min_error_statement', ['panic', 'fatal']],
  ['log_error_verbosity', ['terse']],
  ['log_parameter_max_length', ['0']],
  ['log_parameter_max_length_on_error', ['0']],
  ['debug_print_parse', ['off']],
  ['debug_print_plan', ['off']],
];

/** Modules that keep statements, with what stands in them, for others to read. */
const KEEPERS = /\b(auto_explain|pg_stat_statements|pgaudit|pg_stat_monitor)\b/;

export function judgeDatabaseLog(shown: ReadonlyMap<string, string>): Finding[] {
  const loose = wanted.filter(([name, values]) => shown.has(name) && !values.includes(shown.get(name) ?? ''));
  const findings = loose.map(([name, [value = '']]) =>
    bad(
      `PostgreSQL writes what people typed into its log: ${name} is ${shown.get(name)}`,
      `As its superuser: alter system set ${name} = '${value}'; select pg_reload_conf(); then delete its old logs.`,
    ),
  );
  const keeper = KEEPERS.exec(shown.get('shared_preload_libraries') ?? '')?.[1];
  if (keeper) {
    findings.push(
      bad(
        `PostgreSQL keeps statements for others to read: ${keeper} is loaded`,
        `Take ${keeper} out of shared_preload_libraries and start PostgreSQL again, or make sure that nobody reads it.`,
      ),
    );
  }
  return findings.length > 0 ? findings : [good('PostgreSQL writes nothing into its log that people typed')];
}

/** Asks the server itself. */
export async function lookAtDatabaseLog(): Promise<Finding[]> {
  const names = JSON.stringify([...wanted.map(([name]) => name), 'shared_preload_libraries']);
  const rows = await database().execute<{ name: string; setting: string }>(
    sql`select name, setting from pg_settings where name in (select jsonb_array_elements_text(${names}::text::jsonb))`,
  );
  return judgeDatabaseLog(new Map(rows.map(({ name, setting }) => [name, setting])));
}
