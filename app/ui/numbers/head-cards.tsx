import type { Bucket } from '@/lib/count/buckets.ts';
import type { Numbers, WholeNumbers } from '@/lib/count/series.ts';
import { formatDay, formatHour, formatNumber } from '@/lib/i18n/format.ts';
import { localeTag } from '@/lib/i18n/words.ts';
import { streamPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';

interface HeadCardsProps {
  readonly visit: Visit;
  readonly slug: string;
  readonly numbers: Numbers;
}

/** The first minute's questions: how many now, today, in this hour, and when the goal is reached. */
export function HeadCards({ numbers, slug, visit }: HeadCardsProps) {
  const { locale, say } = visit;
  const { count, days, whole } = numbers;
  // The public stream tells the whole petition's number, not a partner's.
  const live = whole ? { 'data-stream': streamPath(slug), 'data-locale': localeTag(locale) } : {};
  return (
    <div className="grid">
      <div className="card" id="numbers-now" {...live}>
        <h2>{say(whole ? 'numbers.now' : 'numbers.now.own')}</h2>
        <p className="number" data-live="count">
          {formatNumber(locale, count)}
        </p>
        {whole && <GoalLine count={count} whole={whole} visit={visit} />}
      </div>
      <div className="card">
        <h2>{say('numbers.today')}</h2>
        <p className="number">{formatNumber(locale, days.at(-1)?.confirmed ?? 0)}</p>
        <p className="soft">{say('numbers.yesterday', { count: formatNumber(locale, days.at(-2)?.confirmed ?? 0) })}</p>
      </div>
      {whole && <HourCard hours={whole.hours} visit={visit} />}
    </div>
  );
}

function GoalLine({ count, visit, whole }: { count: number; visit: Visit; whole: WholeNumbers }) {
  const { locale, say } = visit;
  const goal = formatNumber(locale, whole.goal);
  return (
    <>
      <progress
        max={whole.goal}
        value={Math.min(count, whole.goal)}
        aria-label={say('count.progress', { count: formatNumber(locale, count), goal })}
      />
      <p>{sayForecast(whole, goal, visit)}</p>
    </>
  );
}

function sayForecast({ forecast }: WholeNumbers, goal: string, { locale, say }: Visit): string {
  switch (forecast.kind) {
    case 'day':
      return say('numbers.forecast.day', { goal, day: formatDay(locale, forecast.day) });
    case 'closes-first': {
      const count = formatNumber(locale, forecast.count);
      return say('numbers.forecast.closes-first', { goal, count, day: formatDay(locale, forecast.day) });
    }
    default:
      return say(`numbers.forecast.${forecast.kind}`, { goal });
  }
}

function HourCard({ hours, visit }: { hours: readonly Bucket[]; visit: Visit }) {
  const { locale, say } = visit;
  const [before, current] = hours.slice(-2);
  const hourOf = (bucket: Bucket | undefined) => formatHour(locale, bucket?.at ?? new Date(0));
  return (
    <div className="card">
      <h2>{say('numbers.hour', { from: hourOf(current) })}</h2>
      <p className="number">{formatNumber(locale, current?.confirmed ?? 0)}</p>
      <p className="soft">
        {say('numbers.hour.before', {
          from: hourOf(before),
          until: hourOf(current),
          count: formatNumber(locale, before?.confirmed ?? 0),
        })}
      </p>
    </div>
  );
}
