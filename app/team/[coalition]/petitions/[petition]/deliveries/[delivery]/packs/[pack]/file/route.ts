import { exportFile } from '@/app/ui/export/export-file.ts';
import { type TeamFormCall, teamForm } from '@/app/ui/team/member-door.tsx';
import { sayInPanel, teamNotice } from '@/app/ui/team/notices.tsx';
import { findDelivery } from '@/lib/delivery/read.ts';
import { type TakePackOutcome, takePack } from '@/lib/delivery/take.ts';
import type { TakenExport } from '@/lib/export/take.ts';
import { deliveryPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/packs/[pack]/file';

/** Hands the pack over, once, as a stream that takes as long as it takes. */
export const POST = teamForm(
  route,
  async (call) => {
    const { member, now, params, petition, session } = call;
    const delivery = await findDelivery(petition, params.delivery);
    if (!delivery) return teamNotice(call, 'not-found');
    const outcome = await takePack({ member, session }, petition, delivery, params.pack, await now());
    return typeof outcome === 'string' ? refuse(call, outcome) : exportFile(outcome);
  },
  { untimed: true },
);

function refuse(call: TeamFormCall<typeof route>, outcome: Exclude<TakePackOutcome, TakenExport>): Response {
  const { member, params, petition, visit } = call;
  if (outcome === 'unknown') return teamNotice(call, 'not-found');
  return sayInPanel(call, {
    status: 409,
    title: visit.say('export.not-taken.title'),
    lead: [
      outcome === 'not-made'
        ? visit.say('delivery.pack.not-made')
        : outcome === 'waiting'
          ? visit.say('delivery.pack.state.waiting')
          : visit.say(`export.not-taken.${outcome}`),
    ],
    ways: [
      { href: deliveryPath(member.coalition.slug, petition.slug, params.delivery), words: visit.say('delivery.back') },
    ],
  });
}
