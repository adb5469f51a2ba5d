import { seeOther } from '@/app/ui/html.tsx';
import { teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { placeOf } from '@/app/ui/team/petition-place.ts';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { UpdatesListPage } from '@/app/ui/update/updates-list-page.tsx';
import { mayAct } from '@/lib/team/rules.ts';
import { listUpdates } from '@/lib/update/read.ts';
import { createUpdate } from '@/lib/update/write.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/updates';

export const GET = teamDoor(route, async (call) => {
  const { member, petition, request, url, visit } = call;
  const view = (
    <UpdatesListPage
      {...placeOf(call)}
      updates={await listUpdates(petition)}
      isPublished={petition.publishedAt !== null}
      mayWrite={mayAct(route, member.role)}
      done={url.searchParams.has('removed') ? visit.say('update-team.done.removed') : undefined}
    />
  );
  return panelHtml(request, view);
});

/** Begins an update. Before its petition is public there is nobody to tell news to. */
export const POST = teamForm(route, async (call) => {
  const { member, petition } = call;
  const list = `${teamPetitionPath(member.coalition.slug, petition.slug)}/updates`;
  if (!petition.publishedAt) return seeOther(list);
  return seeOther(`${list}/${await createUpdate(petition, member, await call.now())}`);
});
