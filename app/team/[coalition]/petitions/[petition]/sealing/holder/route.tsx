import { seeOther } from '@/app/ui/html.tsx';
import { showSealing } from '@/app/ui/sealing/show-sealing.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { registerHolder } from '@/lib/sealing/holders.ts';
import { sealingPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** Takes the public half of the owner's own key. */
export const POST = teamForm('/team/[coalition]/petitions/[petition]/sealing/holder', async (call) => {
  const { form, member, now, petition, visit } = call;
  const outcome = await registerHolder(member, form.values.get('recipient') ?? '', await now());
  if (outcome === 'registered') return seeOther(sealingPath(member.coalition.slug, petition.slug));
  return showSealing(call, { problems: { recipient: visit.say(`sealing.${outcome}`) } }, 422);
});
