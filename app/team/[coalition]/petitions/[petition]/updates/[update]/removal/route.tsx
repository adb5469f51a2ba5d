import { seeOther } from '@/app/ui/html.tsx';
import { teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { placeOf } from '@/app/ui/team/petition-place.ts';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { UpdateRemovalPage } from '@/app/ui/update/removal-page.tsx';
import { showUpdate, updateOf } from '@/app/ui/update/show-update.tsx';
import { removeUpdate } from '@/lib/update/write.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/updates/[update]/removal';

export const GET = teamDoor(route, async (call) => {
  const update = await updateOf(call);
  if (!update) return teamNotice(call, 'not-found');
  if (update.publishedAt) return showUpdate(call, update, { alarm: call.visit.say('update-team.refused.removal') });
  return panelHtml(call.request, <UpdateRemovalPage {...placeOf(call)} update={update} />);
});

export const POST = teamForm(route, async (call) => {
  const { member, petition, visit } = call;
  const update = await updateOf(call);
  if (!update) return teamNotice(call, 'not-found');
  switch (await removeUpdate(update.id, petition, member, await call.now())) {
    case 'removed':
    case 'gone':
      return seeOther(`${teamPetitionPath(member.coalition.slug, petition.slug)}/updates?removed`);
    case 'published': {
      const published = (await updateOf(call)) ?? update;
      return showUpdate(call, published, { status: 409, alarm: visit.say('update-team.refused.removal') });
    }
  }
});
