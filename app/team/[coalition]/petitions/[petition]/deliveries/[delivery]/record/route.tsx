import { HandOverPage } from '@/app/ui/delivery/hand-over-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { sayInPanel, teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { readHandOver } from '@/lib/delivery/fields.ts';
import { handOver } from '@/lib/delivery/hand-over.ts';
import { findDelivery, listPacks } from '@/lib/delivery/read.ts';
import { deliveryPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/record';

async function show(call: TeamCall<typeof route>, state: FormState, status = 200): Promise<Response> {
  const { member, now, params, petition, request, visit } = call;
  const delivery = await findDelivery(petition, params.delivery);
  if (!delivery) return teamNotice(call, 'not-found');
  if (delivery.handedOverOn) return seeOther(deliveryPath(member.coalition.slug, petition.slug, delivery.id));
  if (!petition.publishedAt) return notPublished(call);
  const packs = (await listPacks(delivery, await now())).filter(({ state: is }) => is === 'taken');
  return panelHtml(request, <HandOverPage {...{ visit, member, petition, delivery, packs, state }} />, { status });
}

/** Asks what happened on the day. */
export const GET = teamDoor(route, async (call) =>
  show(call, { typed: { date: (await call.now()).toISOString().slice(0, 10) }, problems: [] }),
);

/** Puts the hand-over on record, in public. */
export const POST = teamForm(route, async (call) => {
  const { form, member, params, petition } = call;
  const now = await call.now();
  const read = readHandOver(form, now);
  if (read.problems.length > 0) return show(call, read, 422);
  switch (await handOver(member, petition, params.delivery, read.handOver, now)) {
    case 'handed-over':
      return seeOther(`${deliveryPath(member.coalition.slug, petition.slug, params.delivery)}?recorded`);
    case 'already':
      return seeOther(deliveryPath(member.coalition.slug, petition.slug, params.delivery));
    case 'no-such-pack':
      return show(
        call,
        { typed: read.typed, problems: [{ field: 'pack', key: 'delivery.hand-over.no-such-pack' }] },
        422,
      );
    case 'not-published':
      return notPublished(call);
    case 'unknown':
      return teamNotice(call, 'not-found');
  }
});

function notPublished(call: TeamCall<typeof route>): Response {
  const { member, params, petition, visit } = call;
  return sayInPanel(call, {
    status: 409,
    title: visit.say('delivery.hand-over.title'),
    lead: [visit.say('delivery.not-published')],
    ways: [
      { href: deliveryPath(member.coalition.slug, petition.slug, params.delivery), words: visit.say('delivery.back') },
    ],
  });
}
