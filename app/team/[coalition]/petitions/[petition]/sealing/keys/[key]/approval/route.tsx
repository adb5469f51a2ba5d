import { seeOther } from '@/app/ui/html.tsx';
import { showSealing } from '@/app/ui/sealing/show-sealing.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { decideSealingKey } from '@/lib/sealing/decide.ts';
import { readSealing } from '@/lib/sealing/read.ts';
import { sealingPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** The second owner's word on a new key. */
export const POST = teamForm('/team/[coalition]/petitions/[petition]/sealing/keys/[key]/approval', async (call) => {
  const { form, member, now, params, petition } = call;
  const decision = form.values.get('decision');
  if (decision !== 'approve' && decision !== 'refuse') {
    const { keys } = await readSealing(member, petition, await now());
    return keys.some(({ id }) => id === params.key)
      ? showSealing(call, { isLate: true }, 422)
      : teamNotice(call, 'not-found');
  }
  switch (await decideSealingKey(member, petition, params.key, decision, await now())) {
    case 'approved':
    case 'refused':
      return seeOther(sealingPath(member.coalition.slug, petition.slug));
    case 'your-own':
    case 'not-waiting':
    case 'not-proved':
      return showSealing(call, { isLate: true }, 409);
    case 'unknown':
      return teamNotice(call, 'not-found');
  }
});
