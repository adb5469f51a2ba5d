import { seeOther } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { showUpdate, updateOf } from '@/app/ui/update/show-update.tsx';
import { resumeSending, stopSending } from '@/lib/sending/stop.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** Stops the letters of an update, or lets them go on. */
export const POST = teamForm('/team/[coalition]/petitions/[petition]/updates/[update]/sending', async (call) => {
  const { form, member, petition, visit } = call;
  const update = await updateOf(call);
  if (!update) return teamNotice(call, 'not-found');
  const act = form.values.get('act') === 'resume' ? resumeSending : stopSending;
  const outcome = await act(update.id, petition, member, await call.now());
  switch (outcome) {
    case 'stopped':
    case 'resumed':
      return seeOther(`${teamPetitionPath(member.coalition.slug, petition.slug)}/updates/${update.id}?${outcome}`);
    case 'stands':
    case 'goes':
    case 'ended':
    case 'unknown':
      return showUpdate(call, update, { status: 409, alarm: visit.say('update-team.sending.late') });
  }
});
