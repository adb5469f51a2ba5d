import { AskPage } from '@/app/ui/coalition/ask-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { findColleague } from '@/lib/team/people.ts';
import { endMembership } from '@/lib/team/roles.ts';
import { teamMemberPath, teamMembersPath, teamPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/members/[member]/removal';

/** Owners remove others; everybody may leave. */
async function show(call: TeamCall<typeof route>, isLastOwner = false) {
  const { member, params, request, visit } = call;
  const { say } = visit;
  const colleague = await findColleague(member, params.member);
  if (!colleague) return teamNotice(call, 'not-found');
  const isSelf = colleague.id === member.id;
  if (!isSelf && member.role !== 'owner') return teamNotice(call, 'forbidden');
  const { slug } = member.coalition;
  const lead = isSelf ? 'member.leaving.lead' : 'member.removal.lead';
  const view = (
    <AskPage
      visit={visit}
      member={member}
      tab="/team/[coalition]/members"
      title={say(isSelf ? 'member.leaving.title' : 'member.removal.title', { name: colleague.name })}
      lead={[say(isLastOwner ? 'member.last-owner.removal' : lead)]}
      action={isLastOwner ? null : `${teamMemberPath(slug, colleague.id)}/removal`}
      button={say(isSelf ? 'member.leave' : 'team.remove')}
      back={teamMembersPath(slug)}
    />
  );
  return panelHtml(request, view, { status: isLastOwner ? 409 : 200 });
}

export const GET = teamDoor(route, (call) => show(call));

export const POST = teamForm(route, async (call) => {
  const { member, params } = call;
  switch (await endMembership(member, params.member, await call.now())) {
    case 'removed':
      return seeOther(params.member === member.id ? teamPath : `${teamMembersPath(member.coalition.slug)}?removed`);
    case 'last-owner':
      return show(call, true);
    case 'not-allowed':
      return teamNotice(call, 'forbidden');
    case 'unknown':
      return teamNotice(call, 'not-found');
  }
});
