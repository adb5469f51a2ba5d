import { expect, test } from '@/e2e/support/world.ts';
import { judgeDatabaseLog, lookAtDatabaseLog } from './doctor-database-log.ts';

const said = (findings: readonly { readonly what: string }[]) => findings.map(({ what }) => what);

test('OP-04: a server that we started writes down nothing that people typed', async () => {
  expect(await lookAtDatabaseLog()).toEqual([
    { what: 'PostgreSQL writes nothing into its log that people typed', advice: null },
  ]);
});

const loose: readonly (readonly [string, string])[] = [
  ['log_statement', 'all'],
  ['log_statement', 'mod'],
  ['log_min_duration_statement', '500'],
  ['log_duration', 'on'],
  ['log_min_error_statement', 'error'],
  ['log_error_verbosity', 'default'],
  ['log_parameter_max_length', '-1'],
  ['log_parameter_max_length_on_error', '-1'],
];

for (const [name, value] of loose) {
  test(`OP-04: the doctor finds a server whose ${name} is ${value}, and says the statement that mends it`, () => {
    const [finding] = judgeDatabaseLog(new Map([[name, value]]));
    expect(finding?.what).toContain(`${name} is ${value}`);
    expect(finding?.advice).toContain(`alter system set ${name} = `);
  });
}

test('OP-04: the doctor finds modules that keep statements', () => {
  const libraries = new Map([['shared_preload_libraries', 'timescaledb, pg_stat_statements']]);
  expect(said(judgeDatabaseLog(libraries))).toEqual([
    'PostgreSQL keeps statements for others to read: pg_stat_statements is loaded',
  ]);
});
