import { CampaignsPage } from '@/app/ui/coalition/campaigns-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { type MemberCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { createCampaign, listCampaigns, readNewCampaign } from '@/lib/coalition/campaign.ts';
import { slugTaken } from '@/lib/coalition/slug.ts';
import { teamCampaignPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

async function show({ member, request, visit }: MemberCall, state: FormState, status = 200) {
  const campaigns = await listCampaigns(member);
  const view = <CampaignsPage visit={visit} member={member} campaigns={campaigns} state={state} />;
  return panelHtml(request, view, { status });
}

export const GET = teamDoor('/team/[coalition]/campaigns', (call) => show(call, { typed: {}, problems: [] }));

export const POST = teamForm('/team/[coalition]/campaigns', async (call) => {
  const { campaign, problems, typed } = readNewCampaign(call.form);
  if (problems.length > 0) return show(call, { typed, problems }, 422);
  switch (await createCampaign(call.member, campaign, await call.now())) {
    case 'created':
      return seeOther(`${teamCampaignPath(call.member.coalition.slug, campaign.slug)}?created`);
    case 'slug-taken':
      return show(call, { typed: { ...typed, slug: campaign.slug }, problems: [slugTaken] }, 422);
  }
});
