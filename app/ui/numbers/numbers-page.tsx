import type { Numbers, WholeNumbers } from '@/lib/count/series.ts';
import { formatDay, formatHour, formatShortDay } from '@/lib/i18n/format.ts';
import type { ShareLink } from '@/lib/share/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayAct, mayRead } from '@/lib/team/rules.ts';
import { teamLinksPath, teamPetitionPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';
import { CountrySection } from './country-section.tsx';
import { FunnelSection } from './funnel-section.tsx';
import { HeadCards } from './head-cards.tsx';
import { LinkNumbers } from './link-numbers.tsx';
import { PartTable } from './part-table.tsx';
import { TimeChart } from './time-chart.tsx';

/** How far back the days go. */
export const dayChoices = [30, 90] as const;

interface NumbersPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string };
  /** Null before publication. */
  readonly numbers: Numbers | null;
  readonly links: readonly ShareLink[];
  readonly daysShown: number;
}

export function NumbersPage({ daysShown, links, member, numbers, petition, visit }: NumbersPageProps) {
  const { say } = visit;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={petition}
      tab="/team/[coalition]/petitions/[petition]"
      title={say('numbers.title')}
      scripts={numbers?.whole ? ['numbers.js'] : undefined}
    >
      {numbers ? (
        <>
          {!numbers.whole && <p className="note">{say('numbers.own')}</p>}
          <HeadCards visit={visit} slug={petition.slug} numbers={numbers} />
          <p className="soft">{say('numbers.utc')}</p>
          <div className="pair">
            {numbers.whole && <HoursChart whole={numbers.whole} visit={visit} />}
            <DaysChart numbers={numbers} visit={visit} daysShown={daysShown} path={pathOf(member, petition.slug)} />
          </div>
          {numbers.whole && <FunnelSection funnel={numbers.whole.funnel} visit={visit} />}
          <div className="pair">
            {numbers.whole && (
              <div>
                <PartnerSection whole={numbers.whole} visit={visit} />
                <CountrySection countries={numbers.whole.countries} visit={visit} />
              </div>
            )}
            {mayRead('/team/[coalition]/petitions/[petition]/links', member.role) && (
              <LinkNumbers visit={visit} links={links} path={teamLinksPath(member.coalition.slug, petition.slug)} />
            )}
          </div>
        </>
      ) : (
        <NothingYet member={member} slug={petition.slug} visit={visit} />
      )}
    </TeamFrame>
  );
}

const pathOf = (member: Member, slug: string) => teamPetitionPath(member.coalition.slug, slug);

function HoursChart({ visit, whole }: { visit: Visit; whole: WholeNumbers }) {
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

function DaysChart({ daysShown, numbers, path, visit }: DaysChartProps) {
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

function PartnerSection({ visit, whole }: { visit: Visit; whole: WholeNumbers }) {
  const { say } = visit;
  const rows = whole.partners
    .filter(({ count, name }) => count > 0 || name === null)
    .map(({ count, name }, n) => ({
      id: String(n),
      name: name ? <Words text={name} visit={visit} /> : say('numbers.no-partner'),
      count,
    }));
  return (
    <section aria-labelledby="partners">
      <h2 id="partners">{say('numbers.partners')}</h2>
      <PartTable visit={visit} caption={say('numbers.partners')} head={say('numbers.partner')} rows={rows} />
    </section>
  );
}

/** Before publication there is nothing to count: what to do first, for those who may do it. */
function NothingYet({ member, slug, visit }: { member: Member; slug: string; visit: Visit }) {
  const { say } = visit;
  const mayWrite = mayAct('/team/[coalition]/petitions/[petition]/text', member.role);
  return (
    <div className="empty">
      <p>{say('numbers.nothing')}</p>
      <p>
        {mayWrite ? (
          <a href={`${pathOf(member, slug)}/text`}>{say('numbers.nothing.text')}</a>
        ) : (
          <a href={`${pathOf(member, slug)}/versions`}>{say('numbers.nothing.versions')}</a>
        )}
      </p>
    </div>
  );
}
