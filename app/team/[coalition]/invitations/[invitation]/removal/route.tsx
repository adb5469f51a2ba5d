import { seeOther } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { takeBackInvitation } from '@/lib/team/invitations.ts';
import { teamMembersPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const POST = teamForm('/team/[coalition]/invitations/[invitation]/removal', async ({ member, now, params }) => {
  const path = teamMembersPath(member.coalition.slug);
  switch (await takeBackInvitation(member, params.invitation, await now())) {
    case 'taken-back':
      return seeOther(`${path}?taken-back`);
    case 'unknown':
      return seeOther(`${path}?gone`);
  }
});
