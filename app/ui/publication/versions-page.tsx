import { formatMoment } from '@/lib/i18n/format.ts';
import type { OfferPlan } from '@/lib/publication/drafts.ts';
import type { TeamVersion } from '@/lib/publication/read.ts';
import type { MissedPublication, Schedule } from '@/lib/publication/state.ts';
import { mayAct } from '@/lib/team/rules.ts';
import type { PetitionPlace } from '../team/petition-place.ts';
import { Scroll } from '../team/scroll.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { OfferCard } from './offer-card.tsx';

export interface VersionsPageProps extends PetitionPlace {
  readonly versions: readonly TeamVersion[];
  readonly needed: number;
  /** Null for those who do not offer. */
  readonly plan: OfferPlan | null;
  readonly schedule: Schedule | null;
  readonly missed: MissedPublication | null;
  /** What has just been done, or could not be. */
  readonly done?: string | undefined;
  readonly alarm?: string | undefined;
}

/** Every text version: who offered it, who endorsed it, when it was published, and what comes next. */
export function VersionsPage(props: VersionsPageProps) {
  const { alarm, done, missed, plan, versions, visit, ...place } = props;
  const { locale, say } = visit;
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={say('version.title')}
      tab="/team/[coalition]/petitions/[petition]/versions"
    >
      {done && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      {alarm && (
        <p className="alarm" role="alert">
          {alarm}
        </p>
      )}
      {missed && (
        <p className="alarm">
          {say('publication.missed', { version: missed.version, time: formatMoment(locale, missed.at) })}
        </p>
      )}
      <ScheduleNote {...props} />
      <Asked {...props} />
      {plan && <OfferCard plan={plan} base={props.base} visit={visit} />}
      {versions.length === 0 ? (
        <p className="empty">{say(plan ? 'version.none' : 'version.none-yet')}</p>
      ) : (
        <VersionTable {...props} />
      )}
    </TeamFrame>
  );
}

/** What a partner's member is here for. */
function Asked({ base, member, versions: [newest], visit: { say } }: VersionsPageProps) {
  const isAnswered = newest?.endorsements.some(({ partnerId }) => partnerId === member.partnerId);
  if (member.role !== 'partner' || !newest || isAnswered) return null;
  return (
    <p className="note">
      {say('version.waits', { version: newest.version })}{' '}
      <a href={`${base}/versions/${newest.version}/endorsement`}>{say('version.endorse')}</a>
    </p>
  );
}

const removal = '/team/[coalition]/petitions/[petition]/versions/[version]/publication/removal';

function ScheduleNote({ base, member, schedule, visit }: VersionsPageProps) {
  const { locale, say } = visit;
  if (!schedule) return null;
  const { at, by, version } = schedule;
  return (
    <div className="note">
      <p>
        <strong>{say('publication.planned', { version, time: formatMoment(locale, at) })}</strong>{' '}
        {by && say('publication.planned-by', { name: by })}
      </p>
      {mayAct(removal, member.role) && (
        <form className="inline small" method="post" action={`${base}/versions/${version}/publication/removal`}>
          <button className="plain" type="submit">
            {say('publication.take-back')}
          </button>
        </form>
      )}
    </div>
  );
}

function VersionTable({ base, needed, versions, visit }: VersionsPageProps) {
  const { locale, say } = visit;
  return (
    <Scroll label={say('version.list')}>
      <table>
        <caption>{say('version.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('version.version')}</th>
            <th scope="col">{say('version.offered')}</th>
            <th scope="col">{say('version.endorsed')}</th>
            <th scope="col">{say('version.published')}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ endorsements, id, offeredAt, offeredBy, publishedAt, version }) => (
            <tr key={id}>
              <th scope="row">
                <a href={`${base}/versions/${version}`}>{say('version.number', { version })}</a>
              </th>
              <td>
                {formatMoment(locale, offeredAt)}
                {offeredBy && <span className="soft"> · {offeredBy}</span>}
              </td>
              <td>{say('version.of-needed', { count: endorsements.filter(({ stands }) => stands).length, needed })}</td>
              <td>{publishedAt ? formatMoment(locale, publishedAt) : <span className="soft">–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
