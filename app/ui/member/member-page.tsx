import type { ListedPartner } from '@/lib/coalition/partner/list.ts';
import type { Member } from '@/lib/team/members.ts';
import type { Colleague } from '@/lib/team/people.ts';
import { teamMemberPath, teamMembersPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems } from '../languages/fields-view.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { RoleFields, RoleMeanings } from './role-fields.tsx';

interface MemberPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly colleague: Colleague;
  readonly partners: readonly ListedPartner[];
  readonly state: FormState;
}

/** Another role for somebody. */
export function MemberPage({ colleague, member, partners, state, visit }: MemberPageProps) {
  const { say } = visit;
  const { slug } = member.coalition;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      tab="/team/[coalition]/members"
      title={say('member.role-of', { name: colleague.name })}
      problems={listProblems(say, state)}
    >
      <div className="narrow">
        <p>{say('member.role.lead', { role: say(`team.role.${colleague.role}`) })}</p>
        <p>{say(colleague.id === member.id ? 'member.role.own-sessions' : 'member.role.sessions')}</p>
        <form method="post" action={teamMemberPath(slug, colleague.id)} noValidate>
          <RoleFields partners={partners.filter((one) => one.partner.joinedAt)} state={state} visit={visit} />
          <p className="go">
            <button type="submit">{say('member.change-role')}</button>
            <a href={teamMembersPath(slug)}>{say('team.cancel')}</a>
          </p>
        </form>
        <RoleMeanings visit={visit} />
      </div>
    </TeamFrame>
  );
}
