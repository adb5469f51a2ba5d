import { seeOther } from '@/app/ui/html.tsx';
import { OpeningPage } from '@/app/ui/sealing/opening-page.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { challengeHolder, proveOpening } from '@/lib/sealing/openings.ts';
import { sealingPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/sealing/keys/[key]';

/** Asks a holder to open a word. */
export const GET = teamDoor(route, (call) => ask(call, false));

/** Takes the word. */
export const POST = teamForm(route, async (call) => {
  const { form, member, now, params, petition } = call;
  const typed = { word: form.values.get('word') ?? '', carried: form.values.get('carried') ?? '' };
  switch (await proveOpening(member, petition, params.key, typed, await now())) {
    case 'proved':
      return seeOther(sealingPath(member.coalition.slug, petition.slug));
    case 'wrong':
      return ask(call, true);
    case 'unknown':
      return teamNotice(call, 'not-found');
  }
});

async function ask(call: TeamCall<typeof route>, isWrong: boolean): Promise<Response> {
  const { member, params, petition, request, visit } = call;
  const challenge = await challengeHolder(member, petition, params.key);
  if (!challenge) return teamNotice(call, 'not-found');
  const view = <OpeningPage {...{ visit, member, petition, challenge, isWrong }} />;
  return panelHtml(request, view, { status: isWrong ? 422 : 200 });
}
