import { formatMoment } from '@/lib/i18n/format.ts';
import { type PrivacyMode, shownNumber } from '@/lib/petition/modes.ts';
import type { LoggedPetition } from '@/lib/transparency/tally.ts';
import type { Visit } from '../frame.tsx';

interface GrowthProps {
  readonly visit: Visit;
  readonly logged: LoggedPetition;
  readonly mode: PrivacyMode;
}

const WIDTH = 320;
const HEIGHT = 120;
/** Steps of the line: more cannot be seen, and would make the page heavy. */
const MOST_STEPS = 120;

const hourAt = (hour: number): Date => new Date(hour * 3_600_000);

/** The count after each hour as the log tells it, drawn on the server; what it shows is said below it, too. */
export function Growth({ logged, mode, visit }: GrowthProps) {
  const { locale, say } = visit;
  const hours = [...logged.hours].map(([hour, count]) => [hour, shownNumber(mode, count)] as const);
  const [first, last] = [hours[0], hours.at(-1)];
  return (
    <section aria-labelledby="growth">
      <h2 id="growth">{say('log.growth.title')}</h2>
      {first && last ? (
        <figure>
          <Line hours={hours} from={first[0]} to={last[0] + 1} />
          <figcaption className="soft">
            {say('log.growth.caption', {
              from: formatMoment(locale, hourAt(first[0])),
              to: formatMoment(locale, hourAt(last[0] + 1)),
              count: last[1],
            })}
          </figcaption>
        </figure>
      ) : (
        <p>{say('log.growth.none')}</p>
      )}
    </section>
  );
}

interface LineProps {
  readonly hours: readonly (readonly [hour: number, count: number])[];
  readonly from: number;
  readonly to: number;
}

/** Time runs from left to right in every language; nothing is said here that the words below do not say. */
function Line({ from, hours, to }: LineProps) {
  const most = Math.max(1, ...hours.map(([, count]) => count));
  const x = (hour: number) => Math.round(((hour - from) / (to - from)) * WIDTH);
  const y = (count: number) => Math.round(HEIGHT - 2 - (count / most) * (HEIGHT - 6));
  const steps = hours.filter(([hour], n) => {
    const slot = (at: number) => Math.floor(((at - from) / (to - from)) * MOST_STEPS);
    return slot(hour) !== slot(hours[n + 1]?.[0] ?? to);
  });
  const path = steps.map(([hour, count]) => `H${x(hour + 1)}V${y(count)}`).join('');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" aria-hidden="true">
      <path d={`M0 ${y(0)}${path}H${WIDTH}V${y(0)}Z`} fill="var(--tint)" />
      <path d={`M0 ${y(0)}${path}H${WIDTH}`} fill="none" stroke="var(--green)" strokeWidth="2" />
      <path d={`M0 ${HEIGHT - 1}H${WIDTH}`} stroke="var(--line)" />
    </svg>
  );
}
