import { seeOther } from '@/app/ui/html.tsx';
import { LeavingPage } from '@/app/ui/partner/leaving-page.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { endPartnership } from '@/lib/coalition/partner/leave.ts';
import { findPartnerState } from '@/lib/coalition/partner/list.ts';
import { teamPartnerPath, teamPartnersPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const show = async ({ member, partner, request, visit }: TeamCall<'/team/[coalition]/partners/[partner]/leaving'>) => {
  const standing = await findPartnerState(partner);
  return panelHtml(request, <LeavingPage visit={visit} member={member} partner={partner} standing={standing} />);
};

export const GET = teamDoor('/team/[coalition]/partners/[partner]/leaving', show);

export const POST = teamForm('/team/[coalition]/partners/[partner]/leaving', async (call) => {
  const { member, partner } = call;
  const { slug } = member.coalition;
  switch (await endPartnership(member, partner, await call.now())) {
    case 'taken-back':
      return seeOther(`${teamPartnersPath(slug)}?taken-back`);
    case 'left':
      // The partner's own people have no session any more: they are led to the sign-in.
      return seeOther(`${teamPartnersPath(slug)}?left`);
    case 'joined-meanwhile':
      return seeOther(`${teamPartnerPath(slug, partner.slug)}?joined`);
    case 'is-lead':
    case 'already-left':
      return show(call);
  }
});
