import { formatMoment } from '@/lib/i18n/format.ts';
import type { AskedPartner, TeamVersion } from '@/lib/publication/read.ts';
import type { Readiness, Schedule } from '@/lib/publication/state.ts';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';
import { WhenFields } from '../team/when-fields.tsx';
import { EndorsementList } from './endorsement-list.tsx';

export interface PublicationPageProps extends PetitionPlace {
  readonly version: TeamVersion;
  readonly partners: readonly AskedPartner[];
  readonly readiness: Readiness;
  readonly schedule: Schedule | null;
  readonly isFirst: boolean;
  readonly typed: { readonly when: 'now' | 'at'; readonly at: string };
  readonly problem?: string | undefined;
}

/** What time mends: the others need somebody to change something first. */
const mendable = ['lead-has-not-endorsed', 'too-few-endorsements'];

/** What is still missing, in plain words; and when nothing is, the question: now, or when? */
export function PublicationPage(props: PublicationPageProps) {
  const { base, isFirst, partners, problem, readiness, schedule, typed, version, visit, ...place } = props;
  const { locale, say } = visit;
  const { missing, needed, standing } = readiness;
  const isPossible = missing.every((reason) => mendable.includes(reason));
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={say('publication.title', { version: version.version })}
      tab="/team/[coalition]/petitions/[petition]/versions"
      problems={problem ? [{ field: 'at', words: problem }] : []}
    >
      {missing.length === 0 ? (
        <p className="lead">{say(isFirst ? 'publication.ready-first' : 'publication.ready')}</p>
      ) : (
        <>
          <p className="lead">{say('publication.missing')}</p>
          <ul>
            {missing.map((reason) => (
              <li key={reason}>{say(`publication.missing.${reason}`, { count: needed - standing })}</li>
            ))}
          </ul>
        </>
      )}
      {schedule && (
        <p className="note">
          {say('publication.planned', { version: schedule.version, time: formatMoment(locale, schedule.at) })}{' '}
          {say('publication.replan')}
        </p>
      )}
      {isPossible && (
        <form method="post" action={`${base}/versions/${version.version}/publication`} noValidate>
          <WhenFields visit={visit} {...typed} problem={problem} offersNow={missing.length === 0} />
          {missing.length > 0 && <p>{say('publication.asked-again')}</p>}
          <p className="go">
            <button type="submit">{say(missing.length === 0 ? 'publication.submit' : 'publication.plan')}</button>
            <a href={`${base}/versions/${version.version}`}>{say('team.cancel')}</a>
          </p>
        </form>
      )}
      <EndorsementList partners={partners} version={version} visit={visit} />
    </TeamFrame>
  );
}
