import { picture } from '@/app/ui/coalition/picture.ts';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { findLogo } from '@/lib/coalition/logo-read.ts';

export const dynamic = 'force-dynamic';

/** The logo as the team sees it, before anything of the coalition is public. */
export const GET = teamDoor('/team/[coalition]/logo/picture', async (call) => {
  const logo = await findLogo(call.member.coalition.id);
  return logo ? picture(call.request, logo, 'no-store') : teamNotice(call, 'not-found');
});
