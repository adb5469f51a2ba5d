import type { Numbers, WholeNumbers } from '@/lib/count/series.ts';
import { formatDay, formatHour, formatShortDay } from '@/lib/i18n/format.ts';
import type { Visit } from '../frame.tsx';
import { TimeChart } from './time-chart.tsx';

/** How far back the days go. */
export const dayChoices = [30, 90] as const;

/** The last two days, hour by hour. */
export function HoursChart({ visit, whole }: { visit: Visit; whole: WholeNumbers }) {
  const { locale, say } = visit;
  const nameHour = (at: Date) => `${formatShortDay(locale, at)}, ${formatHour(locale, at)}`;
  const tickHour = (at: Date) => {
    if (at.getUTCHours() % 12 !== 0) return null;
    return at.getUTCHours() === 0 ? formatShortDay(locale, at) : formatHour(locale, at);
  };
  return (
    <TimeChart
      visit={visit}
      id="hours"
      title={say('numbers.hours')}
      buckets={whole.hours}
      nameBucket={nameHour}
      tickBucket={tickHour}
    />
  );
}

interface DaysChartProps {
  readonly visit: Visit;
  readonly numbers: Numbers;
  readonly daysShown: number;
  readonly path: string;
}

/** The last weeks or months, day by day. */
export function DaysChart({ daysShown, numbers, path, visit }: DaysChartProps) {
  const { locale, say } = visit;
  const every = Math.ceil(numbers.days.length / 5);
  const last = numbers.days.length - 1;
  return (
    <div>
      <TimeChart
        visit={visit}
        id="days"
        title={say('numbers.days')}
        buckets={numbers.days}
        nameBucket={(at) => formatDay(locale, at)}
        tickBucket={(at, n) => ((last - n) % every === Math.floor(every / 2) ? formatShortDay(locale, at) : null)}
      />
      <ul className="row">
        {dayChoices.map((days) => (
          <li key={days}>
            {days === daysShown ? (
              <b>{say('numbers.days.last', { days })}</b>
            ) : (
              <a href={`${path}?days=${days}#days`}>{say('numbers.days.last', { days })}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
