import { OverviewPage } from '@/app/ui/draft/overview-page.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { countOf } from '@/lib/count/read.ts';
import { listCampaigns } from '@/lib/draft/create.ts';
import { listOverview } from '@/lib/draft/overview.ts';
import { findPetition } from '@/lib/petition/read.ts';

export const dynamic = 'force-dynamic';

/** A coalition's petitions, and what is to be done next. */
export const GET = teamDoor('/team/[coalition]', async ({ member, now, request, visit }) => {
  const overview = await listOverview(member, await now());
  const petitions = await Promise.all(
    overview.map(async (petition) => {
      const published = await findPetition(petition.slug);
      return { ...petition, numbers: published && (await countOf(published)) };
    }),
  );
  const hasCampaign = (await listCampaigns(member)).length > 0;
  return panelHtml(request, <OverviewPage {...{ visit, member, petitions, hasCampaign }} />);
});
