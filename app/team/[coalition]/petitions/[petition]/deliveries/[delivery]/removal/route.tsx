import { AskPage } from '@/app/ui/coalition/ask-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { sayGone, sayInPanel, teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { findDelivery } from '@/lib/delivery/read.ts';
import { removeDelivery } from '@/lib/delivery/write.ts';
import { deliveriesPath, deliveryPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/removal';

/** Asks before a plan is given up. */
export const GET = teamDoor(route, async (call) => {
  const { member, params, petition, request, visit } = call;
  const delivery = await findDelivery(petition, params.delivery);
  if (!delivery) return teamNotice(call, 'not-found');
  const { say } = visit;
  const path = deliveryPath(member.coalition.slug, petition.slug, delivery.id);
  const view = (
    <AskPage
      visit={visit}
      member={member}
      tab="/team/[coalition]"
      title={say('delivery.remove')}
      lead={[say(delivery.handedOverOn ? 'delivery.stays.handed-over' : 'delivery.remove.lead')]}
      action={delivery.handedOverOn ? null : `${path}/removal`}
      button={say('team.remove')}
      back={path}
    />
  );
  return panelHtml(request, view);
});

/** Gives a plan up. */
export const POST = teamForm(route, async (call) => {
  const { member, now, params, petition, visit } = call;
  const all = deliveriesPath(member.coalition.slug, petition.slug);
  const outcome = await removeDelivery(member, petition, params.delivery, await now());
  switch (outcome) {
    case 'removed':
      return seeOther(`${all}?removed`);
    case 'handed-over':
    case 'has-packs':
      return sayInPanel(call, {
        status: 409,
        title: visit.say('delivery.stays'),
        lead: [visit.say(`delivery.stays.${outcome}`)],
        ways: [{ href: all, words: visit.say('delivery.back') }],
      });
    case 'unknown':
      return sayGone(call, { lead: visit.say('delivery.gone'), href: all, words: visit.say('delivery.back') });
  }
});
