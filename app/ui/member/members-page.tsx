import type { ListedPartner } from '@/lib/coalition/partner/list.ts';
import { formatDay } from '@/lib/i18n/format.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import type { OpenInvitation } from '@/lib/team/invitations.ts';
import type { Member } from '@/lib/team/members.ts';
import type { Colleague } from '@/lib/team/people.ts';
import { mayAct, mayRead } from '@/lib/team/rules.ts';
import { teamMemberPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems } from '../languages/fields-view.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Words } from '../words.tsx';
import { InvitationList, InviteForm } from './invitations-view.tsx';

export interface MembersPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly colleagues: readonly Colleague[];
  /** Told to owners alone; null for everybody else. */
  readonly invitations: readonly OpenInvitation[] | null;
  readonly partners: readonly ListedPartner[];
  readonly state: FormState;
  readonly note?: MessageKey | undefined;
}

/** Who works here and as what; for owners, who is invited as well. */
export function MembersPage(props: MembersPageProps) {
  const { colleagues, invitations, member, note, partners, state, visit } = props;
  const { say } = visit;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/members"
      title={say('member.title')}
      problems={listProblems(say, state)}
    >
      {note && (
        <p className="done" role="status">
          {say(note)}
        </p>
      )}
      <ColleagueList colleagues={colleagues} member={member} visit={visit} />
      {invitations && <InvitationList invitations={invitations} member={member} partners={partners} visit={visit} />}
      {mayAct('/team/[coalition]/members', member.role) && (
        <InviteForm member={member} partners={partners} state={state} visit={visit} />
      )}
    </TeamFrame>
  );
}

function ColleagueList({ colleagues, member, visit }: Pick<MembersPageProps, 'colleagues' | 'member' | 'visit'>) {
  const { locale, say } = visit;
  const isOwner = mayRead('/team/[coalition]/members/[member]', member.role);
  return (
    <section aria-labelledby="members">
      <h2 id="members">{say('member.count', { count: colleagues.length })}</h2>
      <ul className="list">
        {colleagues.map((colleague) => (
          <li key={colleague.id}>
            <h3>
              <bdi>{colleague.name}</bdi>
              {colleague.id === member.id && ` (${say('member.you')})`}{' '}
              <span className="stamp">{say(`team.role.${colleague.role}`)}</span>
            </h3>
            <p className="soft">
              {colleague.partner && (
                <>
                  <Words text={colleague.partner.name} visit={visit} /> ·{' '}
                </>
              )}
              {say('member.since', { day: formatDay(locale, colleague.joinedAt) })}
              {colleague.mailbox && (
                <>
                  {' '}
                  · <bdi dir="ltr">{colleague.mailbox}</bdi>
                </>
              )}
            </p>
            <Acts colleague={colleague} isOwner={isOwner} member={member} slug={member.coalition.slug} visit={visit} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ActsProps {
  readonly colleague: Colleague;
  readonly isOwner: boolean;
  readonly member: Member;
  readonly slug: string;
  readonly visit: Visit;
}

function Acts({ colleague, isOwner, member, slug, visit: { say } }: ActsProps) {
  const path = teamMemberPath(slug, colleague.id);
  const isSelf = colleague.id === member.id;
  return (
    <ul className="row">
      {isOwner && (
        <li>
          <a href={path} aria-label={say('member.change-role-of', { name: colleague.name })}>
            {say('member.change-role')}
          </a>
        </li>
      )}
      {(isOwner || isSelf) && (
        <li>
          <a
            href={`${path}/removal`}
            aria-label={isSelf ? undefined : say('member.remove-person', { name: colleague.name })}
          >
            {say(isSelf ? 'member.leave' : 'team.remove')}
          </a>
        </li>
      )}
    </ul>
  );
}
