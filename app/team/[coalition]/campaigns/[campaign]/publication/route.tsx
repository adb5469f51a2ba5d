import { seeOther } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { publishCampaign } from '@/lib/coalition/campaign.ts';
import { teamCampaignPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

export const POST = teamForm(
  '/team/[coalition]/campaigns/[campaign]/publication',
  async ({ campaign, member, now }) => {
    switch (await publishCampaign(member, campaign, await now())) {
      case 'published':
      case 'already-published':
        return seeOther(`${teamCampaignPath(member.coalition.slug, campaign.slug)}?published`);
    }
  },
);
