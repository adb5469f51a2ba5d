import { nameCountry } from '@/lib/i18n/countries.ts';
import { formatDay } from '@/lib/i18n/format.ts';
import type { Choices } from '@/lib/invalidation/choices.ts';
import { NONE, type Pattern } from '@/lib/invalidation/pattern.ts';
import type { RunView } from '@/lib/invalidation/read.ts';
import { type Stage, stageOf } from '@/lib/invalidation/stage.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { linkName, PartsNav, partnerName, type SignaturesView } from './places.tsx';
import { RunDecision } from './run-decision.tsx';
import { RunProgress } from './run-progress.tsx';

export interface RunPageProps extends SignaturesView {
  readonly choices: Choices;
  readonly view: RunView;
  /** Who started it, as colleagues call them. */
  readonly starter: string;
  readonly now: Date;
  /** The box that was left unticked. */
  readonly unticked?: string | undefined;
  /** Something asked for that the run's state no longer allows. */
  readonly isLate?: boolean | undefined;
}

const underWay: readonly Stage[] = ['looking', 'applying', 'undoing'];

/** One removal: what it looks for, how far it is, and what can be decided now. */
export function RunPage(props: RunPageProps) {
  const { choices, isLate, member, petition, starter, unticked, view, visit } = props;
  const { locale, say } = visit;
  const { pattern, run } = view;
  const stage = stageOf(run);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={petition}
      tab="/team/[coalition]/petitions/[petition]/signatures"
      title={say('invalidation.run', { day: formatDay(locale, run.createdAt) })}
      problems={unticked ? [{ field: 'sure', words: say('form.unticked', { box: unticked }) }] : undefined}
      scripts={underWay.includes(stage) ? ['run-progress.js'] : undefined}
    >
      <PartsNav view={props} page={null} />
      {isLate && (
        <p className="alarm" role="alert">
          {say('invalidation.late')}
        </p>
      )}
      <dl className="facts">
        <dt>{say('invalidation.started-by')}</dt>
        <dd>
          <bdi>{starter}</bdi>
        </dd>
        <dt>{say('invalidation.why')}</dt>
        <dd>{say(`ledger.reason.${run.reason}`)}</dd>
        <dt>{say('invalidation.pattern')}</dt>
        <dd>
          {pattern ? <PatternList pattern={pattern} choices={choices} visit={visit} /> : say('invalidation.gone')}
        </dd>
      </dl>
      <RunProgress {...props} stage={stage} />
      <RunDecision {...props} stage={stage} />
    </TeamFrame>
  );
}

function PatternList({ choices, pattern, visit }: { choices: Choices; pattern: Pattern; visit: Visit }) {
  const { locale, say } = visit;
  const { country, domain, from, name, nameIs, partner, share, until } = pattern;
  const day = (value: string) => formatDay(locale, new Date(value));
  const parts: [label: string, value: string][] = [];
  if (from !== '') parts.push([say('signatures.from'), day(from)]);
  if (until !== '') parts.push([say('signatures.until'), day(until)]);
  if (partner !== '')
    parts.push([
      say('signatures.partner'),
      partner === NONE ? say('signatures.partner.none') : partnerName(choices, partner, visit),
    ]);
  if (share !== '') parts.push([say('signatures.share'), linkName(choices, share, visit)]);
  if (country !== '')
    parts.push([
      say('signatures.country'),
      country === NONE ? say('signatures.country.none') : nameCountry(locale, country),
    ]);
  if (domain !== '') parts.push([say('signatures.domain'), domain]);
  if (name !== '') parts.push([say(`invalidation.name.${nameIs}`), name]);
  return (
    <ul className="plain-list">
      {parts.map(([label, value]) => (
        <li key={label}>
          {label}: <bdi>{value}</bdi>
        </li>
      ))}
    </ul>
  );
}
