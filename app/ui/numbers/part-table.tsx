import { Bar } from '@visx/shape';
import type { ReactNode } from 'react';
import { formatNumber, formatPart } from '@/lib/i18n/format.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import type { Visit } from '../frame.tsx';

export interface PartRow {
  readonly id: string;
  readonly name: ReactNode;
  readonly count: number;
}

interface PartTableProps {
  readonly visit: Visit;
  readonly caption: string;
  /** What the rows are. */
  readonly head: string;
  readonly rows: readonly PartRow[];
}

/** Parts of one number, each with its share as a figure and as a bar. */
export function PartTable({ caption, head, rows, visit }: PartTableProps) {
  const { locale, say } = visit;
  const whole = rows.reduce((sum, { count }) => sum + count, 0);
  return (
    <table>
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="n">
            {say('numbers.signatures')}
          </th>
          <th scope="col" className="n">
            {say('numbers.part')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ count, id, name }) => (
          <tr key={id}>
            <th scope="row">
              {name}
              <PartBar part={whole > 0 ? count / whole : 0} />
            </th>
            <td className="n">{formatNumber(locale, count)}</td>
            <td className="n">{sayPart(count, whole, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is there but rounds to nothing is not told as nothing. */
function sayPart(count: number, whole: number, locale: Locale): string {
  if (whole <= 0) return '–';
  return count > 0 && count / whole < LEAST_PART
    ? `< ${formatPart(locale, LEAST_PART)}`
    : formatPart(locale, count / whole);
}

const LEAST_PART = 0.001;

/** The figure beside it says the same. */
const PartBar = ({ part }: { part: number }) => (
  <svg className="part" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <Bar width={Math.max(0, Math.min(100, part * 100))} height={4} fill="currentColor" />
  </svg>
);
