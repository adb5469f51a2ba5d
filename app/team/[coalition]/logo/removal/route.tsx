import { seeOther } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { removeLogo } from '@/lib/coalition/logo.ts';
import { teamLogoPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const POST = teamForm('/team/[coalition]/logo/removal', async ({ member, now }) => {
  switch (await removeLogo(member, await now())) {
    case 'removed':
    case 'none':
      return seeOther(`${teamLogoPath(member.coalition.slug)}?removed`);
  }
});
