import { AskPage } from '@/app/ui/coalition/ask-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { tightenPrivacy } from '@/lib/publication/tighten.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/privacy';

function show({ member, petition, request, visit }: TeamCall<typeof route>, status = 200) {
  const { say } = visit;
  const settings = `${teamPetitionPath(member.coalition.slug, petition.slug)}/settings`;
  const mayTighten = petition.publishedAt !== null && petition.privacyMode === 'public';
  const first = say(mayTighten ? 'privacy.tighten.lead' : 'privacy.tighten.not-public');
  const lead = petition.publishedAt ? [first, say('privacy.tighten.others')] : [first];
  const view = (
    <AskPage
      visit={visit}
      member={member}
      tab="/team/[coalition]"
      title={say('privacy.tighten.title')}
      lead={lead}
      action={mayTighten ? `${teamPetitionPath(member.coalition.slug, petition.slug)}/privacy` : null}
      button={say('privacy.tighten.button')}
      back={settings}
    />
  );
  return panelHtml(request, view, { status });
}

/** Asks first: names that were shown are deleted, and there is no way back. */
export const GET = teamDoor(route, (call) => show(call));

export const POST = teamForm(route, async (call) => {
  const { member, now, petition } = call;
  switch (await tightenPrivacy(member, petition, await now())) {
    case 'tightened':
      return seeOther(`${teamPetitionPath(member.coalition.slug, petition.slug)}/settings?saved`);
    case 'not-public':
      return show(call, 409);
  }
});
