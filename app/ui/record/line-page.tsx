import { formatRecordDate } from '@/lib/i18n/format.ts';
import type { TeamLine } from '@/lib/record/lines.ts';
import type { Member } from '@/lib/team/members.ts';
import type { TeamCampaign } from '@/lib/team/places.ts';
import { recordLinePath, recordPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems, SaveFrom } from '../languages/fields-view.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { FactFields, formWords, TextFields } from './line-fields.tsx';

interface LinePageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly campaign: TeamCampaign;
  readonly line: TeamLine;
  readonly state: FormState;
}

/** One line of the record. A translator finds its facts told, and its words open. */
export function LinePage({ campaign, line, member, state, visit }: LinePageProps) {
  const { locale, say } = visit;
  const { slug } = member.coalition;
  const day = formatRecordDate(locale, line.happenedOn);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/campaigns"
      title={say('record-team.line', { day })}
      problems={listProblems(say, state)}
    >
      <form method="post" action={recordLinePath(slug, campaign.slug, line.id)} className="narrow" noValidate>
        <SaveFrom visit={visit} state={state} />
        {member.role === 'translator' ? (
          <p className="note">{say('record-team.words-only', { form: formWords(say, line.form), day })}</p>
        ) : (
          <FactFields visit={visit} state={state} />
        )}
        <TextFields visit={visit} state={state} />
        <p className="go">
          <button type="submit">{say('team.save')}</button>
          <a href={recordPath(slug, campaign.slug)}>{say('team.cancel')}</a>
        </p>
      </form>
    </TeamFrame>
  );
}
