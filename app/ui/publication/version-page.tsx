import { formatMoment } from '@/lib/i18n/format.ts';
import { compareTexts } from '@/lib/publication/compare.ts';
import type { AskedPartner, TeamVersion } from '@/lib/publication/read.ts';
import { mayRead } from '@/lib/team/rules.ts';
import { ChoiceField } from '../field.tsx';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';
import { EndorsementList } from './endorsement-list.tsx';
import { TextSections } from './text-sections.tsx';

export interface VersionPageProps extends PetitionPlace {
  readonly version: TeamVersion;
  readonly versions: readonly TeamVersion[];
  readonly partners: readonly AskedPartner[];
  /** The version it is laid beside; null when there is no other. */
  readonly other: TeamVersion | null;
  readonly done?: string | undefined;
}

/** One version: where it stands, who stands behind it, what changed, and the whole text. */
export function VersionPage(props: VersionPageProps) {
  const { base, done, other, partners, version, versions, visit, ...place } = props;
  const { locale, say } = visit;
  const title = say('version.number', { version: version.version });
  return (
    <TeamFrame {...place} visit={visit} title={title} tab="/team/[coalition]/petitions/[petition]/versions">
      {done && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      <dl className="facts">
        <dt>{say('version.offered')}</dt>
        <dd>
          {formatMoment(locale, version.offeredAt)}
          {version.offeredBy && ` · ${version.offeredBy}`}
        </dd>
        <dt>{say('version.published')}</dt>
        <dd>{version.publishedAt ? formatMoment(locale, version.publishedAt) : say('version.not-yet')}</dd>
        <dt>SHA-256</dt>
        <dd className="hash" dir="ltr">
          {version.sha256}
        </dd>
      </dl>
      <Acts {...props} />
      <EndorsementList partners={partners} version={version} visit={visit} />
      {versions.length > 1 && <CompareForm {...props} />}
      <TextSections
        visit={visit}
        texts={version.texts}
        since={other && { version: other.version, languages: compareTexts(other.texts, version.texts) }}
      />
      <p className="go">
        <a href={`${base}/versions`}>{say('version.all')}</a>
      </p>
    </TeamFrame>
  );
}

const publication = '/team/[coalition]/petitions/[petition]/versions/[version]/publication';

/** What this reader can do with the version. */
function Acts({ base, member, version, versions, visit: { say } }: VersionPageProps) {
  const here = `${base}/versions/${version.version}`;
  const isNewest = versions[0]?.id === version.id;
  const hasEndorsed = version.endorsements.some(({ partnerId }) => partnerId === member.partnerId);
  return (
    <p className="go">
      {member.role === 'partner' && isNewest && !hasEndorsed && (
        <a className="button" href={`${here}/endorsement`}>
          {say('version.endorse')}
        </a>
      )}
      {mayRead(publication, member.role) && !version.publishedAt && (
        <a className="button" href={`${here}/publication`}>
          {say('publication.begin')}
        </a>
      )}
    </p>
  );
}

function CompareForm({ base, other, version, versions, visit: { say } }: VersionPageProps) {
  return (
    <form className="find" method="get" action={`${base}/versions/${version.version}`}>
      <ChoiceField id="with" label={say('version.compare')} value={String(other?.version ?? '')}>
        {versions
          .filter(({ id }) => id !== version.id)
          .map((one) => (
            <option key={one.id} value={one.version}>
              {say(one.publishedAt ? 'version.option-published' : 'version.number', { version: one.version })}
            </option>
          ))}
      </ChoiceField>
      <div className="field">
        <button className="plain" type="submit">
          {say('version.compare.submit')}
        </button>
      </div>
    </form>
  );
}
