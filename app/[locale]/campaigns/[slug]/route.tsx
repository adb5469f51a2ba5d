import { door } from '@/app/ui/door.tsx';
import { html, SHARED_FOR_A_SECOND } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { CampaignPage } from '@/app/ui/petition/campaign-page.tsx';
import { listPetitionsWithCounts } from '@/app/ui/petition/list-petitions.ts';
import { findCampaign } from '@/lib/petition/campaign.ts';

export const GET = door<{ locale: string; slug: string }>(async (call) => {
  const campaign = await findCampaign(call.params.slug);
  if (!campaign) return faultPage(call.request, call.visit, 'not-found');
  const petitions = await listPetitionsWithCounts(campaign.petitionSlugs, await call.now());
  return html(call.request, <CampaignPage visit={call.visit} campaign={campaign} petitions={petitions} />, {
    cacheControl: SHARED_FOR_A_SECOND,
  });
});
