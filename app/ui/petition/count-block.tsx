import type { Count } from '@/lib/count/read.ts';
import { formatNumber, formatTime } from '@/lib/i18n/format.ts';
import { localeTag } from '@/lib/i18n/words.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { homePath, streamPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';

/** One number of every plural category that the five languages have. */
const SAMPLES = [0, 1, 2, 3, 5, 11, 21, 100];

/** The word behind the number in each of the language's plural forms, for the live script. */
function pluralWords({ locale, say }: Visit): string {
  const rules = new Intl.PluralRules(localeTag(locale));
  return JSON.stringify(
    Object.fromEntries(SAMPLES.map((count) => [rules.select(count), say('count.signatures', { count })])),
  );
}

interface CountBlockProps {
  readonly count: Count;
  readonly petition: Petition;
  readonly visit: Visit;
  /** Where the number is asked for anew, unless it is the page of this place; empty for the very address one is at. */
  readonly again?: string;
}

/** The number, the bar and when it was exact. The live script finds its parts by their data-live names. */
export function CountBlock({ again, count, petition, visit }: CountBlockProps) {
  const { locale, say } = visit;
  const live = {
    'data-stream': streamPath(petition.slug),
    'data-locale': localeTag(locale),
    'data-words': pluralWords(visit),
    'data-progress': say('count.progress', { count: '{0}', goal: '{1}' }),
  };
  return (
    <div id="count" {...live}>
      <p>
        <strong className="number" data-live="count">
          {formatNumber(locale, count.count)}
        </strong>{' '}
        <span data-live="words">{say('count.signatures', { count: count.count })}</span>
      </p>
      <progress
        data-live="bar"
        max={count.goal}
        value={Math.min(count.count, count.goal)}
        aria-label={say('count.progress', {
          count: formatNumber(locale, count.count),
          goal: formatNumber(locale, count.goal),
        })}
      />
      <p className="soft">
        <span>
          {pieces(
            say('count.goal', { goal: '\u0000' }),
            <span data-live="goal">{formatNumber(locale, count.goal)}</span>,
          )}
        </span>
        {' · '}
        <span>
          {pieces(
            say('count.as-of', { time: '\u0000' }),
            <time data-live="as-of" dateTime={count.asOf.toISOString()}>
              {formatTime(locale, count.asOf)}
            </time>,
          )}
        </span>{' '}
        <a data-live="reload" href={again ?? homePath(locale) + visit.place}>
          {say('count.reload')}
        </a>
        {petition.privacyMode === 'sealed' && (
          <>
            <br />
            {say('count.steps')}
          </>
        )}
      </p>
    </div>
  );
}

/** Puts an element where a whole sentence has its placeholder, so that sentences stay whole for translators. */
function pieces(sentence: string, element: React.ReactNode) {
  const [before, after] = sentence.split('\u0000');
  return (
    <>
      {before}
      {element}
      {after}
    </>
  );
}
