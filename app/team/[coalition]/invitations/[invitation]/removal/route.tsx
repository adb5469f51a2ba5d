import { seeOther } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { sayGone } from '@/app/ui/team/notices.tsx';
import { takeBackInvitation } from '@/lib/team/invitations.ts';
import { teamMembersPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const POST = teamForm('/team/[coalition]/invitations/[invitation]/removal', async (call) => {
  const { member, now, params, visit } = call;
  const path = teamMembersPath(member.coalition.slug);
  switch (await takeBackInvitation(member, params.invitation, await now())) {
    case 'taken-back':
      return seeOther(`${path}?taken-back`);
    case 'unknown':
      return sayGone(call, { lead: visit.say('member.was-gone'), href: path, words: visit.say('member.title') });
  }
});
