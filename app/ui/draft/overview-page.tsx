import type { NextStep, PetitionOverview, Standing } from '@/lib/draft/overview.ts';
import { formatNumber } from '@/lib/i18n/format.ts';
import { directionOf } from '@/lib/i18n/locales.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { coalitionPath, teamPetitionPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';
import { formatMoment, nameLanguage } from './names.ts';

export interface ShownPetition extends PetitionOverview {
  /** Null before its publication. */
  readonly numbers: { readonly count: number; readonly goal: number } | null;
}

interface OverviewPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petitions: readonly ShownPetition[];
  readonly hasCampaign: boolean;
}

/** The petitions of a coalition, and what each of them waits for. */
export function OverviewPage(props: OverviewPageProps) {
  const { hasCampaign, member, petitions, visit } = props;
  const { say } = visit;
  const at = coalitionPath(member.coalition.slug);
  const isWriter = mayAct('/team/[coalition]/petitions', member.role);
  const archived = petitions.filter(({ standing }) => standing === 'archived');
  return (
    <TeamFrame {...{ visit, member }} tab="/team/[coalition]" title={say('overview.title')}>
      {isWriter && hasCampaign && (
        <p>
          <a className="button" href={`${at}/petitions`}>
            {say('overview.new')}
          </a>
        </p>
      )}
      {petitions.length === 0 && <Empty {...props} at={at} isWriter={isWriter} />}
      <PetitionList {...props} petitions={petitions.filter(({ standing }) => standing !== 'archived')} />
      {archived.length > 0 && (
        <details>
          <summary>{say('overview.archived', { count: archived.length })}</summary>
          <PetitionList {...props} petitions={archived} />
        </details>
      )}
    </TeamFrame>
  );
}

function Empty({ at, hasCampaign, isWriter, visit }: OverviewPageProps & { at: string; isWriter: boolean }) {
  const { say } = visit;
  if (!isWriter) return <p className="empty">{say('overview.empty')}</p>;
  return (
    <div className="empty">
      <p>{say('overview.empty')}</p>
      <ol>
        <li>
          {hasCampaign ? (
            say('overview.first.campaign')
          ) : (
            <a href={`${at}/campaigns`}>{say('overview.first.campaign')}</a>
          )}
        </li>
        <li>
          {hasCampaign ? (
            <a href={`${at}/petitions`}>{say('overview.first.petition')}</a>
          ) : (
            say('overview.first.petition')
          )}
        </li>
        <li>{say('overview.first.publish')}</li>
      </ol>
    </div>
  );
}

const PetitionList = ({ member, petitions, visit }: OverviewPageProps) =>
  petitions.length === 0 ? null : (
    <ul className="list">
      {petitions.map((petition) => (
        <PetitionItem key={petition.slug} {...{ member, petition, visit }} />
      ))}
    </ul>
  );

interface PetitionItemProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: ShownPetition;
}

function PetitionItem({ member, petition, visit }: PetitionItemProps) {
  const { locale, say } = visit;
  const { campaign, language, numbers, slug, standing, steps, title } = petition;
  const path = teamPetitionPath(member.coalition.slug, slug);
  return (
    <li>
      <h2>
        <a href={path} lang={language} dir={directionOf(language)}>
          {title || slug}
        </a>
      </h2>
      <p className="soft">
        <span className={standing === 'published' ? 'stamp on' : 'stamp'}>{say(standings[standing])}</span>{' '}
        <Words text={campaign} visit={visit} />
        {numbers && (
          <>
            {' · '}
            {say('overview.count', {
              count: numbers.count,
              number: formatNumber(locale, numbers.count),
              goal: formatNumber(locale, numbers.goal),
            })}
          </>
        )}
      </p>
      {steps.length > 0 && (
        <>
          <p className="soft">{say('overview.next')}</p>
          <ul>
            {steps.map((step) => (
              <li key={`${step.kind}/${'language' in step ? step.language : ''}`}>
                <a href={path + placeOf(step)}>{sayStep(step, visit)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

const standings = {
  draft: 'overview.standing.draft',
  waiting: 'overview.standing.waiting',
  published: 'overview.standing.published',
  closed: 'overview.standing.closed',
  archived: 'overview.standing.archived',
} as const satisfies Record<Standing, string>;

const placeOf = (step: NextStep): string => ('language' in step ? `/text?language=${step.language}` : '/versions');

function sayStep(step: NextStep, { locale, say }: Visit): string {
  switch (step.kind) {
    case 'write':
    case 'complete':
      return say(`overview.step.${step.kind}`);
    case 'translation-stale':
    case 'translation-incomplete':
      return say(`overview.step.${step.kind}`, { language: nameLanguage(locale, step.language) });
    case 'offer':
      return step.version === 0
        ? say('overview.step.offer')
        : say('overview.step.offer-again', { version: step.version });
    case 'wait':
      return say('overview.step.wait', { count: step.count });
    case 'scheduled':
      return say('overview.step.scheduled', { when: formatMoment(locale, step.at) });
    case 'endorse':
    case 'wait-lead':
    case 'publish':
      return say(`overview.step.${step.kind}`);
  }
}
