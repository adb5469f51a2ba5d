import { NewPetitionPage } from '@/app/ui/draft/new-petition-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import {
  createPetition,
  listCampaigns,
  type NewPetition,
  type NewPetitionProblems,
  readNewPetition,
} from '@/lib/draft/create.ts';
import { settings } from '@/lib/env.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions';

export const GET = teamDoor(route, (call) => {
  const campaign = call.url.searchParams.get('campaign') ?? '';
  return show(call, { campaign, title: '', slug: '', language: call.visit.locale }, {});
});

export const POST = teamForm(route, async (call) => {
  const typed = readNewPetition(call.form);
  const outcome = await createPetition(call.member, typed, await call.now());
  switch (outcome.kind) {
    case 'created':
      return seeOther(`${teamPetitionPath(call.member.coalition.slug, outcome.slug)}/text?created`);
    case 'problems':
      return show(call, typed, outcome.problems);
  }
});

async function show(call: TeamCall<typeof route>, typed: NewPetition, problems: NewPetitionProblems) {
  const { member, request, visit } = call;
  const said = Object.entries(problems).map(([field, problem]) => [field, visit.say(`draft.new.${problem}`)]);
  const view = (
    <NewPetitionPage
      {...{ visit, member, typed }}
      campaigns={await listCampaigns(member)}
      problems={Object.fromEntries(said)}
      appUrl={settings().APP_URL}
    />
  );
  return panelHtml(request, view, { status: said.length > 0 ? 422 : 200 });
}
