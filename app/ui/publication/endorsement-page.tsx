import { compareTexts } from '@/lib/publication/compare.ts';
import type { AskedPartner, TeamVersion } from '@/lib/publication/read.ts';
import { Box } from '../field.tsx';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';
import { TextSections } from './text-sections.tsx';

/** Why there is nothing to endorse, or that there is. */
export type Asking = 'ask' | 'already-endorsed' | 'newer-is-offered' | 'no-partner';

export interface EndorsementPageProps extends PetitionPlace {
  readonly version: TeamVersion;
  readonly inForce: TeamVersion | null;
  /** The newest version's number, which is the one that can be endorsed. */
  readonly newest: number;
  readonly partner: AskedPartner | null;
  readonly asking: Asking;
  readonly isUnticked: boolean;
  /** Another text stands here than the one that was read. */
  readonly hasChanged: boolean;
}

/** The whole text, what changed since the one in force, and under it the question. Opening it endorses nothing. */
export function EndorsementPage(props: EndorsementPageProps) {
  const { asking, base, hasChanged, inForce, isUnticked, newest, partner, version, visit, ...place } = props;
  const { say } = visit;
  const title = say('version.endorsement.title', { version: version.version });
  const other = inForce && inForce.id !== version.id ? inForce : null;
  const problem = isUnticked ? say('form.unticked', { box: say('version.endorsement.box') }) : undefined;
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={title}
      tab="/team/[coalition]/petitions/[petition]/versions"
      problems={problem ? [{ field: 'read', words: problem }] : []}
    >
      {hasChanged && (
        <p className="alarm" role="alert">
          {say('version.endorsement.changed')}
        </p>
      )}
      {asking === 'ask' ? (
        <p className="lead">{say('version.endorsement.lead')}</p>
      ) : (
        <p className="note">
          {say(`version.endorsement.${asking}`, { version: newest })}{' '}
          {asking === 'newer-is-offered' && (
            <a href={`${base}/versions/${newest}/endorsement`}>{say('version.number', { version: newest })}</a>
          )}
        </p>
      )}
      <TextSections
        visit={visit}
        texts={version.texts}
        since={other && { version: other.version, languages: compareTexts(other.texts, version.texts) }}
      />
      {asking === 'ask' && partner && (
        <form method="post" action={`${base}/versions/${version.version}/endorsement`} noValidate>
          <h2>
            <Words text={partner.name} visit={visit} />
          </h2>
          <p>{say('version.endorsement.sentence')}</p>
          <input type="hidden" name="sha256" value={version.sha256} />
          <Box id="read" isTicked={false} label={say('version.endorsement.box')} problem={problem} />
          <p className="go">
            <button type="submit">{say('version.endorsement.submit')}</button>
            <a href={`${base}/versions/${version.version}`}>{say('team.cancel')}</a>
          </p>
        </form>
      )}
    </TeamFrame>
  );
}
