import type { Numbers, WholeNumbers } from '@/lib/count/series.ts';
import type { PrivacyMode } from '@/lib/petition/modes.ts';
import type { ShareLink } from '@/lib/share/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayAct, mayRead } from '@/lib/team/rules.ts';
import { teamLinksPath, teamPetitionPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { LogFacts } from '../log/facts.ts';
import { LogLine } from '../log/log-line.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';
import { DaysChart, HoursChart } from './charts.tsx';
import { CountrySection } from './country-section.tsx';
import { FunnelSection } from './funnel-section.tsx';
import { HeadCards } from './head-cards.tsx';
import { LinkNumbers } from './link-numbers.tsx';
import { PartTable } from './part-table.tsx';

interface NumbersPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string; readonly privacyMode: PrivacyMode };
  /** Null before publication. */
  readonly numbers: Numbers | null;
  readonly links: readonly ShareLink[];
  /** Null before publication. */
  readonly log: LogFacts | null;
  readonly daysShown: number;
}

export function NumbersPage({ daysShown, links, log, member, numbers, petition, visit }: NumbersPageProps) {
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
          {petition.privacyMode === 'sealed' && <p className="note">{say('numbers.steps')}</p>}
          {log && <LogLine visit={visit} slug={petition.slug} facts={log} />}
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
