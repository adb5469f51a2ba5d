import { NEW_OWNER } from '@/lib/export/kinds.ts';
import type { TeamExport } from '@/lib/export/read.ts';
import { formatDay, formatNumber, formatTime } from '@/lib/i18n/format.ts';
import type { Member } from '@/lib/team/members.ts';
import { exportPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { ExportFacts } from './export-facts.tsx';

interface ApprovalPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
  readonly one: TeamExport;
  /** Until when the reader is too new an owner to approve; null when it is not. */
  readonly waitsUntil: Date | null;
}

/** Asks the second person (AD-09). Who asked for the list reads here why they cannot be the one. */
export function ApprovalPage({ member, one, petition, visit, waitsUntil }: ApprovalPageProps) {
  const { locale, say } = visit;
  const path = exportPath(member.coalition.slug, petition.slug, one.id);
  const mayDecide = one.state === 'waiting' && !one.isMine;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/exports"
      title={say('export.approval.title')}
    >
      <div className="narrow">
        <ExportFacts one={one} visit={visit} />
        {mayDecide && (
          <>
            <p>
              {say(one.kind === 'pack' ? 'export.approval.ask.pack' : 'export.approval.ask', {
                person: one.askedByName,
                people: formatNumber(locale, one.people),
              })}
            </p>
            {waitsUntil && (
              <p className="note">
                {say('export.approval.too-new', {
                  day: formatDay(locale, waitsUntil),
                  time: formatTime(locale, waitsUntil),
                  hours: NEW_OWNER,
                })}
              </p>
            )}
            <form className="go" method="post" action={`${path}/approval`}>
              {!waitsUntil && (
                <button type="submit" name="decision" value="approve">
                  {say('export.approval.approve')}
                </button>
              )}
              <button className="danger" type="submit" name="decision" value="refuse">
                {say('export.approval.refuse')}
              </button>
            </form>
          </>
        )}
        {one.state !== 'waiting' && <p className="note">{say('export.approval.not-waiting')}</p>}
        {one.state === 'waiting' && one.isMine && <p className="note">{say('export.approval.own')}</p>}
        <p>
          <a href={path}>{say('export.approval.back')}</a>
        </p>
      </div>
    </TeamFrame>
  );
}
