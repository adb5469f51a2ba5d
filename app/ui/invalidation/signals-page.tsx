import { formatDay, formatNumber, formatTime } from '@/lib/i18n/format.ts';
import type { Choices } from '@/lib/invalidation/choices.ts';
import type { SeriesSignals } from '@/lib/invalidation/series.ts';
import type { SealedSignals } from '@/lib/invalidation/signals.ts';
import { TeamFrame } from '../team/team-frame.tsx';
import { Finding, Found } from './finding.tsx';
import { linkName, PartsNav, pathOf, type SignaturesView } from './places.tsx';

interface SignalsPageProps extends SignaturesView {
  readonly choices: Choices;
  readonly series: SeriesSignals;
  /** Null before it is asked for: it opens signatures. */
  readonly sealed: SealedSignals | null;
  readonly isPublished: boolean;
}

/** What is worth a look. */
export function SignalsPage(props: SignalsPageProps) {
  const { isPublished, member, petition, visit } = props;
  const { say } = visit;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={petition}
      tab="/team/[coalition]/petitions/[petition]/signatures"
      title={say('signal.title')}
    >
      <PartsNav view={props} page="signals" />
      <p className="note">{say('signal.lead')}</p>
      {isPublished ? <Signals {...props} /> : <p className="empty">{say('signatures.unpublished')}</p>}
    </TeamFrame>
  );
}

function Signals(props: SignalsPageProps) {
  const { choices, sealed, series, visit } = props;
  const { locale, say } = visit;
  const n = (value: number) => formatNumber(locale, value);
  return (
    <>
      <Found {...props} title={say('signal.bursts')} lead={say('signal.bursts.lead')}>
        {series.bursts.map(({ count, hour, usual }) => {
          const day = hour.toISOString().slice(0, 10);
          const time = formatTime(locale, hour).slice(0, 5);
          return (
            <Finding key={hour.toISOString()} {...props} filter={{ from: day, until: day }}>
              {say('signal.burst', { day: formatDay(locale, hour), time, count: n(count), usual: n(usual) })}
            </Finding>
          );
        })}
      </Found>
      <Found {...props} title={say('signal.links')} lead={say('signal.links.lead')}>
        {series.links.map(({ code, count, visits }) => (
          <Finding key={code} {...props} filter={{ share: code }}>
            <bdi>{linkName(choices, code, visit)}</bdi>: {say('signal.link', { count: n(count), visits: n(visits) })}
          </Finding>
        ))}
      </Found>
      {sealed ? <Sealed {...props} sealed={sealed} /> : <AskForSealed {...props} />}
    </>
  );
}

function AskForSealed(props: SignalsPageProps) {
  const { say } = props.visit;
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">{say('signal.latest')}</h2>
      <form method="post" action={pathOf(props, 'signals')}>
        <p>{say('signal.latest.lead')}</p>
        <p className="soft">{say('signatures.noted')}</p>
        <button type="submit">{say('signal.look')}</button>
      </form>
    </section>
  );
}

function Sealed(props: SignalsPageProps & { sealed: SealedSignals }) {
  const { sealed, visit } = props;
  const { locale, say } = visit;
  const n = (value: number) => formatNumber(locale, value);
  const percent = (value: number) => n(Math.round(value * 10) / 10);
  return (
    <>
      <p className="done" role="status">
        {say('signal.looked', { count: sealed.recent, day: formatDay(locale, new Date(sealed.since)) })}{' '}
        {!sealed.isWhole && say('signal.part', { looked: n(sealed.looked) })}
      </p>
      <Found {...props} title={say('signal.domains')} lead={say('signal.domains.lead')}>
        {sealed.domains.map(({ count, domain, share, usualShare }) => (
          <Finding key={domain} {...props} filter={{ domain, from: sealed.since }}>
            <bdi dir="ltr">{domain}</bdi>:{' '}
            {say('signal.domain', { count: n(count), share: percent(share), usual: percent(usualShare) })}
          </Finding>
        ))}
      </Found>
      <Found {...props} title={say('signal.disposable')} lead={say('signal.disposable.lead')}>
        {sealed.disposable.map(({ count, domain }) => (
          <Finding key={domain} {...props} filter={{ domain, from: sealed.since }}>
            <bdi dir="ltr">{domain}</bdi>: {say('signal.disposable-count', { count })}
          </Finding>
        ))}
      </Found>
      <Found {...props} title={say('signal.names')} lead={say('signal.names.lead')}>
        {sealed.names.map(({ count, name }) => (
          <Finding key={name} {...props} filter={{ name, name_is: 'equals', from: sealed.since }}>
            <bdi>{name}</bdi>: {say('signal.name', { count })}
          </Finding>
        ))}
      </Found>
    </>
  );
}
