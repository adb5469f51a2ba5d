import { pickText } from '@/lib/i18n/format.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { TeamLine } from '@/lib/record/lines.ts';
import type { Member } from '@/lib/team/members.ts';
import type { TeamCampaign } from '@/lib/team/places.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { recordLinePath, recordPath, teamCampaignPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems } from '../languages/fields-view.tsx';
import { RecordList } from '../petition/record-list.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';
import { FactFields, TextFields } from './line-fields.tsx';
import { LineItem } from './line-item.tsx';

interface RecordPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly campaign: TeamCampaign;
  readonly lines: readonly TeamLine[];
  readonly state: FormState;
  readonly note?: MessageKey | undefined;
  /** The line that was just removed and can be put back. */
  readonly removed: string | null;
}

/** The record of a campaign: its lines with what can be done to each, a new line, and what strangers see of it. */
export function RecordPage(props: RecordPageProps) {
  const { campaign, lines, member, note, removed, state, visit } = props;
  const { say } = visit;
  const { slug } = member.coalition;
  const isWriter = mayAct('/team/[coalition]/campaigns/[campaign]/record', member.role);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/campaigns"
      title={say('record-team.title', { campaign: pickText(campaign.title, visit.locale).text })}
      heading={say('record.title')}
      problems={listProblems(say, state)}
    >
      {note && (
        <p className="done" role="status">
          {say(note)}
        </p>
      )}
      {removed && <PutBack path={recordLinePath(slug, campaign.slug, removed)} visit={visit} />}
      <p>
        <a href={teamCampaignPath(slug, campaign.slug)}>
          <Words text={campaign.title} visit={visit} />
        </a>
      </p>
      <p>{say('record-team.lead')}</p>
      <div className="pair">
        <section aria-labelledby="lines">
          <h2 id="lines">{say('record-team.lines', { count: lines.length })}</h2>
          {lines.length === 0 && <p className="empty">{say('record-team.empty')}</p>}
          <ol className="list">
            {lines.map((line, n) => (
              <LineItem
                key={line.id}
                line={line}
                isFirst={lines[n - 1]?.happenedOn !== line.happenedOn}
                isLast={lines[n + 1]?.happenedOn !== line.happenedOn}
                path={recordLinePath(slug, campaign.slug, line.id)}
                isWriter={isWriter}
                visit={visit}
              />
            ))}
          </ol>
          {isWriter && (
            <details className="words" open={state.problems.length > 0 || lines.length === 0}>
              <summary>{say('record-team.new')}</summary>
              <form method="post" action={recordPath(slug, campaign.slug)} noValidate>
                <FactFields visit={visit} state={state} />
                <TextFields visit={visit} state={state} />
                <button type="submit">{say('record-team.add')}</button>
              </form>
            </details>
          )}
        </section>
        <section className="card" aria-label={say('record-team.preview')}>
          <p className="soft">{say('record-team.preview')}</p>
          <RecordList record={lines} visit={visit} />
        </section>
      </div>
    </TeamFrame>
  );
}

function PutBack({ path, visit: { say } }: { path: string; visit: Visit }) {
  return (
    <div className="done" role="status">
      <p>{say('record-team.removed')}</p>
      <form method="post" action={`${path}/restoration`} className="inline small">
        <button type="submit" className="plain">
          {say('record-team.restore')}
        </button>
      </form>
    </div>
  );
}
