import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { MemberPage } from '@/app/ui/member/member-page.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { listPartners } from '@/lib/coalition/partner/list.ts';
import { readRole } from '@/lib/coalition/person.ts';
import { findColleague } from '@/lib/team/people.ts';
import { changeRole } from '@/lib/team/roles.ts';
import { teamMembersPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/members/[member]';

async function show(call: TeamCall<typeof route>, answered: FormState | null, status = 200) {
  const { member, params, request, visit } = call;
  const colleague = await findColleague(member, params.member);
  if (!colleague) return teamNotice(call, 'not-found');
  const typed = { role: colleague.role, partner: colleague.partner?.slug ?? '' };
  const state = answered ?? { typed, problems: [] };
  const partners = await listPartners(member);
  const view = <MemberPage visit={visit} member={member} colleague={colleague} partners={partners} state={state} />;
  return panelHtml(request, view, { status });
}

export const GET = teamDoor(route, (call) => show(call, null));

export const POST = teamForm(route, async (call) => {
  const { problems, typed, wish } = await readRole(call.member, call.form);
  if (!wish) return show(call, { typed, problems }, 422);
  switch (await changeRole(call.member, call.params.member, wish, await call.now())) {
    case 'changed':
      return seeOther(`${teamMembersPath(call.member.coalition.slug)}?changed`);
    case 'unchanged':
      return seeOther(teamMembersPath(call.member.coalition.slug));
    case 'last-owner':
      return show(call, { typed, problems: [{ field: 'role', key: 'member.last-owner.role' }] }, 422);
    case 'no-partner':
      return show(call, { typed, problems: [{ field: 'partner', key: 'member.partner.missing' }] }, 422);
    case 'not-your-partner':
      return show(call, { typed, problems: [{ field: 'partner', key: 'member.address.not-your-partner' }] }, 422);
    case 'not-allowed':
      return teamNotice(call, 'forbidden');
    case 'unknown':
      return teamNotice(call, 'not-found');
  }
});
