import { DeliveryPage } from '@/app/ui/delivery/delivery-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import type { FormState } from '@/app/ui/languages/fields-view.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { sayGone, teamNotice } from '@/app/ui/team/notices.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { markOfDelivery, readDelivery, typedDelivery } from '@/lib/delivery/fields.ts';
import { findDelivery, listPacks } from '@/lib/delivery/read.ts';
import { changeDelivery } from '@/lib/delivery/write.ts';
import type { MessageKey } from '@/lib/i18n/words.ts';
import { deliveriesPath, deliveryPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/deliveries/[delivery]';

const notes: readonly (readonly [string, MessageKey])[] = [
  ['saved', 'delivery.saved'],
  ['recorded', 'delivery.hand-over.done'],
];

async function show(call: TeamCall<typeof route>, typed?: Pick<FormState, 'typed' | 'problems'>, status = 200) {
  const { member, now, params, petition, request, url, visit } = call;
  const delivery = await findDelivery(petition, params.delivery);
  if (!delivery) return teamNotice(call, 'not-found');
  const packs = await listPacks(delivery, await now());
  const stands = typedDelivery(delivery);
  const state: FormState = {
    typed: typed?.typed ?? stands,
    problems: typed?.problems ?? [],
    mark: markOfDelivery(delivery),
    ...(status === 409 ? { stands } : {}),
  };
  const note = status === 200 ? notes.find(([name]) => url.searchParams.has(name))?.[1] : undefined;
  const props = { visit, member, petition, delivery, packs, state, note };
  return panelHtml(request, <DeliveryPage {...props} />, { status });
}

/** One hand-over. */
export const GET = teamDoor(route, (call) => show(call));

/** Saves what is planned. */
export const POST = teamForm(route, async (call) => {
  const { form, member, now, params, petition, visit } = call;
  const { mark, plannedOn, problems, texts, typed } = readDelivery(form);
  if (problems.length > 0) return show(call, { typed, problems }, 422);
  const { slug } = member.coalition;
  switch (await changeDelivery(member, petition, params.delivery, { texts, plannedOn, mark }, await now())) {
    case 'saved':
      return seeOther(`${deliveryPath(slug, petition.slug, params.delivery)}?saved`);
    case 'stale':
      return show(call, { typed, problems: [] }, 409);
    case 'handed-over':
      return seeOther(deliveryPath(slug, petition.slug, params.delivery));
    case 'unknown':
      return sayGone(call, {
        lead: visit.say('delivery.gone'),
        href: deliveriesPath(slug, petition.slug),
        words: visit.say('delivery.back'),
      });
  }
});
