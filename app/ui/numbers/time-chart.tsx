import { type Bucket, lostIn } from '@/lib/count/buckets.ts';
import { formatNumber } from '@/lib/i18n/format.ts';
import type { Visit } from '../frame.tsx';
import { BarChart } from './bar-chart.tsx';
import { Scroll } from './scroll.tsx';

interface TimeChartProps {
  readonly visit: Visit;
  readonly id: string;
  readonly title: string;
  readonly buckets: readonly Bucket[];
  /** The whole name of a bucket, for the table and the description. */
  readonly nameBucket: (at: Date) => string;
  /** The short name under the axis; null for buckets without one. */
  readonly tickBucket: (at: Date, n: number) => string | null;
}

/** Confirmed upwards, taken out downwards, and the table of it. */
export function TimeChart({ buckets, id, nameBucket, tickBucket, title, visit }: TimeChartProps) {
  const { locale, say } = visit;
  const number = (value: number) => formatNumber(locale, value);
  const bars = buckets.map((bucket, n) => ({
    id: bucket.at.toISOString(),
    tick: tickBucket(bucket.at, n),
    up: bucket.confirmed,
    down: lostIn(bucket),
  }));
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <BarChart
        id={`${id}-chart`}
        title={title}
        description={sayChart(buckets, visit, nameBucket)}
        bars={bars}
        locale={locale}
        formatValue={number}
      />
      <p className="soft">{say('numbers.chart.key')}</p>
      <details>
        <summary>{say('numbers.chart.table')}</summary>
        <Scroll label={say('numbers.chart.rows', { title })} isTall>
          <table>
            <caption className="hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{say('numbers.time')}</th>
                {(['attempted', 'confirmed', 'withdrawn', 'invalidated'] as const).map((column) => (
                  <th key={column} scope="col" className="n">
                    {say(`numbers.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {buckets.toReversed().map((bucket) => (
                <tr key={bucket.at.toISOString()}>
                  <th scope="row">{nameBucket(bucket.at)}</th>
                  <td className="n">{number(bucket.attempted)}</td>
                  <td className="n">{number(bucket.confirmed)}</td>
                  <td className="n">{number(bucket.withdrawn)}</td>
                  <td className="n">{number(bucket.invalidated)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </section>
  );
}

function sayChart(buckets: readonly Bucket[], { locale, say }: Visit, nameBucket: (at: Date) => string): string {
  const highest = buckets.reduce<Bucket | null>(
    (top, one) => (one.confirmed > (top?.confirmed ?? 0) ? one : top),
    null,
  );
  if (!highest) return say('numbers.chart.nothing');
  return say('numbers.chart.description', {
    confirmed: formatNumber(
      locale,
      buckets.reduce((sum, { confirmed }) => sum + confirmed, 0),
    ),
    lost: formatNumber(
      locale,
      buckets.reduce((sum, bucket) => sum + lostIn(bucket), 0),
    ),
    highest: formatNumber(locale, highest.confirmed),
    time: nameBucket(highest.at),
  });
}
