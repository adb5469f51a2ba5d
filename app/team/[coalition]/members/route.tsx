import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { MembersPage } from '@/app/ui/member/members-page.tsx';
import { type MemberCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { addressProblem } from '@/lib/coalition/partner/invite.ts';
import { listPartners } from '@/lib/coalition/partner/list.ts';
import { readInviteForm, sendInvitation } from '@/lib/coalition/person.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import { listInvitations } from '@/lib/team/invitations.ts';
import { listColleagues } from '@/lib/team/people.ts';
import { teamMembersPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const notes: readonly (readonly [string, MessageKey])[] = [
  ['invited', 'member.letter-sent'],
  ['changed', 'member.role-changed'],
  ['removed', 'member.removed'],
  ['taken-back', 'member.taken-back'],
];

async function show({ member, request, url, visit }: MemberCall, state: FormState, status = 200) {
  const [colleagues, partners] = await Promise.all([listColleagues(member), listPartners(member)]);
  const invitations = member.role === 'owner' ? await listInvitations(member.coalition.id) : null;
  const note = status === 200 ? notes.find(([name]) => url.searchParams.has(name))?.[1] : undefined;
  const props = { visit, member, colleagues, invitations, partners, state, note };
  return panelHtml(request, <MembersPage {...props} />, { status });
}

/** The form may come with role and partner chosen, from a partner's page. */
export const GET = teamDoor('/team/[coalition]/members', (call) => {
  const { searchParams } = call.url;
  const typed = { role: searchParams.get('role') ?? '', partner: searchParams.get('partner') ?? '' };
  return show(call, { typed, problems: [] });
});

export const POST = teamForm('/team/[coalition]/members', async (call) => {
  const { problems, typed, wish } = await readInviteForm(call.member, call.form, call.visit.locale);
  if (!wish) return show(call, { typed, problems }, 422);
  const outcome = await sendInvitation(call.member, wish, await call.now());
  switch (outcome) {
    case 'invited':
      return seeOther(`${teamMembersPath(call.member.coalition.slug)}?invited`);
    case 'missing':
    case 'wrong':
    case 'too-long':
    case 'already-member':
    case 'not-your-partner':
      return show(call, { typed, problems: [addressProblem(outcome)] }, 422);
  }
});
