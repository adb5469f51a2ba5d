import { seeOther } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { sayInPanel, teamNotice } from '@/app/ui/team/notices.tsx';
import { askForPack } from '@/lib/delivery/ask.ts';
import { deliveryPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/packs';

/** Asks for the pack. Counting a large petition's people takes a while. */
export const POST = teamForm(
  route,
  async (call) => {
    const { member, now, params, petition, visit } = call;
    const path = deliveryPath(member.coalition.slug, petition.slug, params.delivery);
    switch (await askForPack(member, petition, params.delivery, await now())) {
      case 'asked':
      case 'known':
        return seeOther(path);
      case 'not-published':
        return sayInPanel(call, {
          status: 409,
          title: visit.say('delivery.pack.title'),
          lead: [visit.say('delivery.not-published')],
          ways: [{ href: path, words: visit.say('delivery.back') }],
        });
      case 'not-for-your-role':
        return teamNotice(call, 'forbidden');
      case 'unknown':
        return teamNotice(call, 'not-found');
    }
  },
  { untimed: true },
);
