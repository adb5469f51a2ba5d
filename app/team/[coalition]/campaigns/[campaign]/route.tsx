import { TeamCampaignPage } from '@/app/ui/coalition/campaign-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { describeCampaign, isCampaignPublic, readCampaignWords, typedCampaign } from '@/lib/coalition/campaign.ts';
import { markOf } from '@/lib/coalition/fields.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import { findTeamCampaign } from '@/lib/team/places.ts';
import { teamCampaignPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/campaigns/[campaign]';

const notes: readonly (readonly [string, MessageKey])[] = [
  ['saved', 'team.saved'],
  ['created', 'campaign-team.created'],
  ['published', 'campaign-team.published'],
];

async function show({ campaign, member, request, url, visit }: TeamCall<typeof route>, state: FormState, status = 200) {
  const isPublic = await isCampaignPublic(campaign);
  const note = status === 200 ? notes.find(([name]) => url.searchParams.has(name))?.[1] : undefined;
  const props = { visit, member, campaign, isPublic, state, note };
  return panelHtml(request, <TeamCampaignPage {...props} />, { status });
}

export const GET = teamDoor(route, (call) => {
  const stands = typedCampaign(call.campaign);
  return show(call, { typed: stands, problems: [], mark: markOf(stands) });
});

export const POST = teamForm(route, async (call) => {
  const { mark, problems, texts, typed } = readCampaignWords(call.form);
  if (problems.length > 0) return show(call, { typed, problems, mark }, 422);
  const { campaign, member } = call;
  switch (await describeCampaign(member, campaign, { mark, texts }, await call.now())) {
    case 'saved':
      return seeOther(`${teamCampaignPath(member.coalition.slug, campaign.slug)}?saved`);
    case 'stale': {
      const stands = typedCampaign((await findTeamCampaign(member, campaign.slug)) ?? campaign);
      return show(call, { typed, problems, stands, mark: markOf(stands) }, 409);
    }
  }
});
