import { median, type Round, rateOf } from './series.ts';

export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const print = (row: readonly string[]) =>
    console.log(
      `  ${row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('   ')}`,
    );
  console.log(`\n${title}`);
  for (const row of rows) print(row);
}

export const round2 = (value: number): string => value.toFixed(2);

function spentOf(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? '–' : median(known).toFixed(3);
}

/** One line per contender: what it did in a second, and what one of it cost. */
export function printRates(title: string, rates: Readonly<Record<string, readonly Round[]>>): void {
  printTable(title, [
    ['', 'per second', 'server CPU ms', 'PostgreSQL CPU ms', 'rounds'],
    ...Object.entries(rates).map(([name, rounds]) => [
      name,
      rateOf(rounds).toFixed(0),
      spentOf(rounds.map((round) => round.serverMs)),
      spentOf(rounds.map((round) => round.databaseMs)),
      rounds.map((round) => round.rate.toFixed(0)).join(' '),
    ]),
  ]);
}

export interface Verdict {
  readonly what: string;
  readonly measured: number;
  readonly aim: number;
  readonly direction: 'at least' | 'at most';
}

const isReached = ({ aim, direction, measured }: Verdict): boolean =>
  direction === 'at least' ? measured >= aim : measured <= aim;

export function printVerdicts(verdicts: readonly Verdict[]): void {
  printTable('All of it', [
    ['what', 'measured', 'aim', ''],
    ...verdicts.map((verdict) => [
      verdict.what,
      verdict.measured.toFixed(verdict.aim < 0.1 ? 3 : 2),
      `${verdict.direction} ${verdict.aim}`,
      isReached(verdict) ? 'ok' : 'short',
    ]),
  ]);
}

/** Accepted answers against rows. A bench that lost one has measured something else. */
export interface Reconciliation {
  readonly what: string;
  readonly answered: number;
  readonly written: number;
}

/** True when every answer has its row and every row its answer. */
export function printReconciliations(reconciliations: readonly Reconciliation[]): boolean {
  printTable('Answers and rows', [
    ['what', 'answered', 'in the database', ''],
    ...reconciliations.map(({ answered, what, written }) => [
      what,
      String(answered),
      String(written),
      answered === written ? 'agrees' : 'DIFFERS',
    ]),
  ]);
  return reconciliations.every(({ answered, written }) => answered === written);
}
